using System.Collections.Concurrent;
using System.Globalization;
using OpenTelemetry.Metrics;

namespace ConsentGrains.Web.Metrics;

/// <summary>Names and shapes after the Prometheus conventions: underscores, the unit in the name, `_total` for what only grows.</summary>
static class MetricReading
{
    static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    public static MetricFamily Of(Metric metric)
    {
        var type = metric.MetricType.IsHistogram() ? "histogram" : metric.MetricType.IsSum() && Grows(metric) ? "counter" : "gauge";
        var samples = new List<MetricSample>();
        foreach (ref readonly var point in metric.GetMetricPoints()) samples.Add(Sample(metric, point));
        return new(NameOf(metric, type), type, metric.Description, samples);
    }

    static MetricSample Sample(Metric metric, in MetricPoint point)
    {
        var labels = new List<(string, string)>();
        foreach (var (name, value) in point.Tags) labels.Add((Clean(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        if (!metric.MetricType.IsHistogram()) return new(labels, Value(metric.MetricType, point), []);
        var buckets = new List<(double, long)>();
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets()) buckets.Add((bucket.ExplicitBound, below += bucket.BucketCount));
        return new(labels, point.GetHistogramSum(), buckets);
    }

    static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    static bool Grows(Metric metric) => metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;

    static string NameOf(Metric metric, string type)
    {
        var name = Clean(metric.Name);
        var unit = metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return type == "counter" ? name + "_total" : name;
    }

    // As many as there are instruments and labels, which no caller names.
    static string Clean(string name) => Names.GetOrAdd(name, static name => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')));
}
