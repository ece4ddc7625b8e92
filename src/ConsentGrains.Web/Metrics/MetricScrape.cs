using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ConsentGrains.Web.Metrics;

/// <summary>Aggregates what the instruments measure, and hands over how it stands when somebody looks; and where an OTLP collector is named, to it as well.
/// Thread-safe.</summary>
sealed class MetricScrape : IDisposable
{
    readonly MeterProvider provider;
    readonly Exporter exporter = new();
    readonly Lock gate = new();

    /// <param name="instruments">Made before, so that there is something to read.</param>
    public MetricScrape(ConsentGrainsWebOptions options, Instruments instruments)
    {
        Instruments = instruments;
        var reader = new BaseExportingMetricReader(exporter) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        var building = Sdk.CreateMeterProviderBuilder().AddMeter(options.Meter, "System.Runtime").ConfigureResource(Sender.Describe).AddReader(reader);
        if (options.Otlp is { } collector) building.AddOtlpExporter(otlp => otlp.Endpoint = collector);
        provider = building.Build();
    }

    public Instruments Instruments { get; }

    public IReadOnlyList<MetricFamily> Read()
    {
        lock (gate)
        {
            exporter.Collect!(Timeout.Infinite);
            return exporter.Families;
        }
    }

    public void Dispose() => provider.Dispose();

    [ExportModes(ExportModes.Pull)]
    sealed class Exporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public Func<int, bool>? Collect { get; set; }

        public IReadOnlyList<MetricFamily> Families { get; private set; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var families = new List<MetricFamily>();
            foreach (var metric in batch) families.Add(MetricReading.Of(metric));
            Families = [.. families.OrderBy(f => f.Name, StringComparer.Ordinal)];
            return ExportResult.Success;
        }
    }
}
