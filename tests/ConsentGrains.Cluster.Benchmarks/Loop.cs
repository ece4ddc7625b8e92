using System.Diagnostics;
using ConsentGrains.Benchmarks;
using ConsentGrains.Benchmarks.Peers;

namespace ConsentGrains.Cluster.Benchmarks;

/// <summary>So many clients, each sending the next when the last is answered, for some seconds; and whose processor it took.</summary>
/// <param name="servers">Their processes.</param>
sealed class Loop(IReadOnlyList<int> servers, PostgresCpu database)
{
    /// <param name="once">Of a client, its n-th; false: it failed.</param>
    public async Task<Measured> RunAsync(int clients, int seconds, Func<int, int, Task<bool>> once)
    {
        var (before, began) = (Cpu(), Stopwatch.GetTimestamp());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => ClientAsync(client, once, stop.Token))));
        var (after, took) = (Cpu(), Stopwatch.GetElapsedTime(began).TotalSeconds);
        double[] latencies = [.. counts.SelectMany(each => each.Latencies).Order()];
        return new(latencies.Length, counts.Sum(each => each.Failed), took, after.Servers - before.Servers, after.Database - before.Database, after.Load - before.Load,
            Quantile(latencies, 0.5), Quantile(latencies, 0.99));
    }

    static double Quantile(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)(part * (sorted.Length - 1))];

    static async Task<(List<double> Latencies, int Failed)> ClientAsync(int client, Func<int, int, Task<bool>> once, CancellationToken stop)
    {
        var (latencies, failed) = (new List<double>(), 0);
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var began = Stopwatch.GetTimestamp();
            if (await once(client, n)) latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            else failed++;
        }

        return (latencies, failed);
    }

    (TimeSpan Servers, TimeSpan Database, TimeSpan Load) Cpu() =>
        (servers.Aggregate(TimeSpan.Zero, (sum, id) => sum + Process.GetProcessById(id).TotalProcessorTime), database.Read(), Process.GetCurrentProcess().TotalProcessorTime);
}

/// <param name="Servers">Processor time of all silos, and so on.</param>
/// <param name="P50">Milliseconds.</param>
sealed record Measured(int Done, int Failed, double Seconds, TimeSpan Servers, TimeSpan Database, TimeSpan Load, double P50, double P99)
{
    public double PerSecond => Done / Seconds;

    public double ServerMicros => Servers.TotalMicroseconds / Math.Max(1, Done);

    /// <summary>Of all processors there are, who had how much: whoever has most is what limits it, and where all is taken, the machine.</summary>
    public string Shares() => $"servers {Share(Servers)}, database {Share(Database)}, load {Share(Load)}";

    string Share(TimeSpan time) => Machine.Number(100 * time.TotalSeconds / (Seconds * Environment.ProcessorCount), "0") + " %";
}
