namespace ConsentGrains.Web.Metrics;

/// <summary>What one instrument says at a moment.</summary>
/// <param name="Name">As Prometheus has it: `consentgrains_decisions_total`.</param>
/// <param name="Type">`counter`, `gauge`, `histogram`.</param>
sealed record MetricFamily(string Name, string Type, string Text, IReadOnlyList<MetricSample> Samples);

/// <param name="Value">Of a histogram the sum.</param>
/// <param name="Buckets">Of a histogram, cumulated, the last for all; else empty.</param>
sealed record MetricSample(IReadOnlyList<(string Name, string Value)> Labels, double Value, IReadOnlyList<(double Most, long Count)> Buckets)
{
    public long Count => Buckets.Count == 0 ? 0 : Buckets[^1].Count;

    public string? Label(string name) => Labels.FirstOrDefault(l => l.Name == name).Value;
}
