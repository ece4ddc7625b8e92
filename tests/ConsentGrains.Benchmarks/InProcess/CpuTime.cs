namespace ConsentGrains.Benchmarks.InProcess;

/// <summary>Processor time of one call, which, unlike the time on the wall, does not count what other processes took from this one meanwhile.</summary>
static class CpuTime
{
    const int Slices = 31;
    const int CallsPerSlice = 100_000;

    public static Median Nanoseconds(Func<object> call)
    {
        Spend(call);
        return Median.Of([.. Enumerable.Range(0, Slices).Select(_ => Spend(call))]);
    }

    /// <summary>Of two calls that take turns, so that whatever the machine does meanwhile falls on both.</summary>
    public static (Median One, Median Other) Nanoseconds(Func<object> one, Func<object> other)
    {
        var (first, second) = (new List<double>(Slices), new List<double>(Slices));
        Spend(one);
        Spend(other);
        for (var i = 0; i < Slices; i++)
        {
            first.Add(Spend(one));
            second.Add(Spend(other));
        }

        return (Median.Of(first), Median.Of(second));
    }

    static double Spend(Func<object> call)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < CallsPerSlice; i++) call();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / CallsPerSlice;
    }
}
