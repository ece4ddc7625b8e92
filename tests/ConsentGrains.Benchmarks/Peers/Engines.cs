using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>cedar-wasm and casbin in a process of Node.js: `peers.mjs`.</summary>
static class Engines
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Microseconds of processor per decision, by engine.</summary>
    public static async Task<IReadOnlyDictionary<string, Median>> MeasureAsync(int customers, int rounds, int decisions)
    {
        await RunAsync("npm", "ci", "--prefix", Folder, "--no-audit", "--no-fund", "--silent");
        var printed = await RunAsync("node", Path.Combine(Folder, "peers.mjs"), Text(customers), Text(rounds), Text(decisions));
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .GroupBy(one => one.GetProperty("name").GetString()!, one => one.GetProperty("microseconds").GetDouble())
            .ToDictionary(group => group.Key, group => Median.Of([.. group]));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static async Task<string> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
