namespace ConsentGrains.Benchmarks.Http;

/// <summary>Runs several sides against one server in turn, round after round, so that whatever else the machine does falls on all of them.</summary>
static class Interleaved
{
    public const int Connections = 64;
    const int MostWarmUps = 12;
    static readonly TimeSpan Compiled = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(ServerProcess server, Options options, IReadOnlyList<Side> sides)
    {
        await WarmUpAsync(server, options, sides);
        for (var round = 1; round <= options.Rounds; round++)
            foreach (var side in sides) await side.MeasureAsync(server, Connections, options.Seconds, round);
        foreach (var side in sides) Console.WriteLine($"{side.Name,-10} {side.Cpu.Show("0.00")} µs of server CPU each, median (lowest–highest) of {options.Rounds}");
    }

    /// <summary>As fast as it goes, until the compiler has nothing left to do: what it takes is no part of a request.</summary>
    public static async Task WarmUpAsync(ServerProcess server, Options options, IReadOnlyList<Side> sides)
    {
        for (var i = 1; i <= MostWarmUps; i++)
        {
            var before = await server.CountersAsync();
            foreach (var side in sides) await (side with { Rate = 0 }).SendAsync(server, Connections, options.Seconds);
            var compiling = (await server.CountersAsync()).Compiling - before.Compiling;
            Console.WriteLine($"warm-up {i}: {compiling.TotalMilliseconds:0} ms of compiling");
            if (compiling < Compiled) return;
        }
    }
}
