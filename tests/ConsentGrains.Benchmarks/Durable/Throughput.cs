using ConsentGrains.Benchmarks.Load;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>What a way of writing gave, over the rounds.</summary>
sealed class Throughput(string name)
{
    readonly List<double> perSecond = [];
    readonly List<double> flushes = [];
    readonly List<double> cpu = [];

    public string Name => name;

    public Median PerSecond => Median.Of(perSecond);

    /// <summary>Flushes per acknowledged command; only where they were counted.</summary>
    public Median Flushes => Median.Of(flushes);

    /// <param name="round">0 = to warm up; not counted.</param>
    /// <param name="used">Processor time of the process that writes.</param>
    public void Add(int round, LoadResult result, TimeSpan used, (long Appends, long Flushes)? counted = null)
    {
        var each = used.TotalMicroseconds / result.Completed;
        if (round > 0) cpu.Add(each);
        if (round > 0) perSecond.Add(result.PerSecond);
        if (round > 0 && counted is { } c) flushes.Add((double)c.Flushes / c.Appends);
        var flushed = counted is { } n ? $", {n.Appends} appends in {n.Flushes} flushes" : "";
        Console.WriteLine($"round {round} {name,-13} {each,6:0.0} µs CPU each; {result.Show()}{flushed}");
        if (result.Failed > 0) throw new InvalidOperationException($"{name}: not every command was acknowledged");
    }

    public void Print() => Console.WriteLine(
        $"{name,-13} {PerSecond.Show("0")} per second, {Median.Of(cpu).Show()} µs of CPU each, median (lowest–highest){(flushes.Count > 0 ? $"; one flush for {1 / Flushes.Middle:0.0} commands" : "")}");
}
