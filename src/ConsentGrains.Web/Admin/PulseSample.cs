using ConsentGrains.Web.Metrics;

namespace ConsentGrains.Web.Admin;

/// <summary>How everything that is measured stood at one moment.</summary>
sealed record PulseSample(DateTimeOffset At, IReadOnlyList<MetricFamily> Families)
{
    public IReadOnlyList<MetricSample> Of(string family) => Families.FirstOrDefault(f => f.Name == family)?.Samples ?? [];

    public double Sum(string family, string? label = null, string? value = null) =>
        Of(family).Where(s => label is null || s.Label(label) == value).Sum(s => s.Value);

    /// <summary>Counts by upper bound, over all labels of a histogram.</summary>
    public IReadOnlyList<(double Most, long Count)> Buckets(string family) => Of(family) switch
    {
        [] => [],
        [var only] => only.Buckets,
        var several => [.. Enumerable.Range(0, several[0].Buckets.Count).Select(i => (several[0].Buckets[i].Most, several.Sum(s => s.Buckets[i].Count)))],
    };
}
