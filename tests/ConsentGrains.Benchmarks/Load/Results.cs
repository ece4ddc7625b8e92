namespace ConsentGrains.Benchmarks.Load;

/// <summary>Sums up the times of many workers.</summary>
static class Results
{
    /// <param name="times">Milliseconds of everything that was completed, by worker.</param>
    /// <param name="offered">Null: everything was completed.</param>
    public static LoadResult Of(IEnumerable<List<double>> times, double seconds, long? offered = null, long failed = 0)
    {
        double[] all = [.. times.SelectMany(t => t)];
        Array.Sort(all);
        double At(double share) => all.Length == 0 ? 0 : all[Math.Min(all.Length - 1, (int)(all.Length * share))];
        return new(offered ?? all.Length, all.Length, failed, seconds, At(0.50), At(0.95), At(0.99), At(1));
    }
}
