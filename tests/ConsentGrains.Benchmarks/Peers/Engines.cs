using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>cedar-wasm and casbin, each in a process of Node.js: `peers.mjs`.</summary>
static class Engines
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    static readonly string[] Names = ["cedar-wasm", "casbin"];

    /// <summary>Microseconds of processor per decision, by engine.</summary>
    public static async Task<IReadOnlyDictionary<string, Median>> MeasureAsync(int customers, int rounds, int decisions)
    {
        await RunAsync("npm", "ci", "--prefix", Folder, "--no-audit", "--no-fund", "--silent");
        var measured = new Dictionary<string, Median>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            var printed = await RunAsync("node", Path.Combine(Folder, "peers.mjs"), name, Text(customers), Text(rounds), Text(decisions));
            measured[name] = Median.Of([.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("microseconds").GetDouble())]);
        }

        return measured;
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
