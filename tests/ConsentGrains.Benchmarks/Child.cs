using System.Diagnostics;

namespace ConsentGrains.Benchmarks;

/// <summary>This program again, in another role and process.</summary>
static class Child
{
    public static Process Start(string role, params string[] args) => Start(role, new Dictionary<string, string>(), args);

    public static Process Start(string role, IReadOnlyDictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var arg in (string[])[typeof(Child).Assembly.Location, "child", role, .. args]) start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"the process {role} did not start");
    }
}
