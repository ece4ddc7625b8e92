using System.Globalization;
using System.Runtime.InteropServices;

namespace ConsentGrains.Benchmarks;

/// <summary>Where and on what a run took place; printed with every result, because times mean nothing without it.</summary>
static class Machine
{
    public static void Print(string title)
    {
        Console.WriteLine($"== {title}");
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; {Environment.ProcessorCount} cores, {Processor()}; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; load {Load()}");
    }

    static string Processor()
    {
        const string File = "/proc/cpuinfo";
        if (!System.IO.File.Exists(File)) return RuntimeInformation.ProcessArchitecture.ToString();
        var line = System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>Runnable tasks over the last minute: above the number of cores, others took their share.</summary>
    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static string Number(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);
}
