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

    static double Spend(Func<object> call)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < CallsPerSlice; i++) call();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / CallsPerSlice;
    }
}
