using System.Globalization;
using System.Text;

namespace ConsentGrains.Web.Metrics;

/// <summary>The text format of Prometheus, version 0.0.4.</summary>
static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escaped(family.Text)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type).Append('\n');
            foreach (var sample in family.Samples) Write(text, family.Name, sample);
        }

        return text.ToString();
    }

    static void Write(StringBuilder text, string name, MetricSample sample)
    {
        if (sample.Buckets.Count == 0)
        {
            Line(text, name, "", sample.Labels, null, sample.Value);
            return;
        }

        foreach (var (most, count) in sample.Buckets) Line(text, name, "_bucket", sample.Labels, most, count);
        Line(text, name, "_sum", sample.Labels, null, sample.Value);
        Line(text, name, "_count", sample.Labels, null, sample.Count);
    }

    static void Line(StringBuilder text, string name, string part, IReadOnlyList<(string Name, string Value)> labels, double? most, double value)
    {
        text.Append(name).Append(part);
        var between = '{';
        foreach (var (label, of) in labels)
        {
            text.Append(between).Append(label).Append("=\"").Append(Escaped(of).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            between = ',';
        }

        if (most is { } bound) text.Append(between).Append("le=\"").Append(Number(bound)).Append('"');
        if (labels.Count > 0 || most is not null) text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}
