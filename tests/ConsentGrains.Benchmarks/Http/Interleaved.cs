namespace ConsentGrains.Benchmarks.Http;

/// <summary>Runs several sides against one server in turn, round after round, so that whatever else the machine does falls on all of them.</summary>
static class Interleaved
{
    public const int Connections = 64;
    const int WarmUps = 3;

    public static async Task RunAsync(ServerProcess server, Options options, IReadOnlyList<Side> sides)
    {
        // As fast as it goes, so that all code is compiled for good before anything counts.
        for (var i = 0; i < WarmUps; i++)
            foreach (var side in sides) await (side with { Rate = 0 }).SendAsync(server, Connections, options.Seconds);
        for (var round = 1; round <= options.Rounds; round++)
            foreach (var side in sides) await side.MeasureAsync(server, Connections, options.Seconds, round);
        foreach (var side in sides) Console.WriteLine($"{side.Name,-10} {side.Cpu.Show("0.00")} µs of server CPU each, median (lowest–highest) of {options.Rounds}");
    }
}
