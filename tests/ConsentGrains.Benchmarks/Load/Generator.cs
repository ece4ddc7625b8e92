using System.Diagnostics;
using System.Threading.Channels;

namespace ConsentGrains.Benchmarks.Load;

/// <summary>Sends requests over a fixed number of connections: at a given rate (open loop: what is due waits for a free connection, and its wait counts),
/// or each connection as fast as its answers come (closed loop).</summary>
sealed class Generator(LoadOrder order)
{
    const int Patience = 20;

    readonly byte[][] requests = order.Spell();
    readonly Channel<long> due = Channel.CreateUnbounded<long>(new() { SingleWriter = true });
    readonly List<double>[] times = [.. Enumerable.Range(0, order.Connections).Select(_ => new List<double>(1 << 16))];
    long offered;
    long failed;

    public async Task<LoadResult> RunAsync()
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(_ => Connection.OpenAsync(order.Host, order.Port)));
        var started = Stopwatch.GetTimestamp();
        var ends = started + (order.Seconds * Stopwatch.Frequency);
        var workers = connections.Select((connection, i) => Task.Run(() => order.PerSecond > 0 ? ServeDueAsync(connection, i) : ServeAsync(connection, i, ends)));
        var working = Task.WhenAll([.. workers]);
        if (order.PerSecond > 0) await Task.Factory.StartNew(() => Pace(started, ends), TaskCreationOptions.LongRunning);
        await working.WaitAsync(TimeSpan.FromSeconds(order.Seconds + Patience));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var connection in connections) connection.Dispose();
        return Results.Of(times, seconds, offered, failed);
    }

    /// <summary>Hands out what has come due every millisecond.</summary>
    void Pace(long started, long ends)
    {
        var ticksPerRequest = (double)Stopwatch.Frequency / order.PerSecond;
        for (var now = started; now < ends; now = Stopwatch.GetTimestamp())
        {
            for (; started + (offered * ticksPerRequest) <= now; offered++) due.Writer.TryWrite(started + (long)(offered * ticksPerRequest));
            Thread.Sleep(1);
        }

        due.Writer.Complete();
    }

    async Task ServeDueAsync(Connection connection, int worker)
    {
        await foreach (var moment in due.Reader.ReadAllAsync()) await SendAsync(connection, worker, moment);
    }

    async Task ServeAsync(Connection connection, int worker, long ends)
    {
        for (var now = Stopwatch.GetTimestamp(); now < ends; now = Stopwatch.GetTimestamp())
        {
            Interlocked.Increment(ref offered);
            await SendAsync(connection, worker, now);
        }
    }

    async ValueTask SendAsync(Connection connection, int worker, long moment)
    {
        // Every connection begins elsewhere, so that not all ask about the same customer at once.
        var request = requests[((worker * 7919) + times[worker].Count) % requests.Length];
        var status = await connection.ExchangeAsync(request);
        if (status is 200 or 201) times[worker].Add(Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
        else Interlocked.Increment(ref failed);
    }
}
