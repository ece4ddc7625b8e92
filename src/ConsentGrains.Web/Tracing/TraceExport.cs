using ConsentGrains.Web.Metrics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ConsentGrains.Web.Tracing;

/// <summary>Sends spans to the OTLP collector, where one is named; without one nobody listens and no span is made. Only the registry's own spans: those of the server
/// and of libraries tell of addresses, and addresses name customers.</summary>
sealed class TraceExport : IDisposable
{
    readonly TracerProvider? provider;

    public TraceExport(ConsentGrainsWebOptions options)
    {
        if (options.Otlp is not { } collector) return;
        provider = Sdk.CreateTracerProviderBuilder().AddSource(RequestSpans.Source).SetSampler(new ParentBasedSampler(new AlwaysOnSampler()))
            .ConfigureResource(Sender.Describe).AddOtlpExporter(otlp => otlp.Endpoint = collector).Build();
    }

    /// <summary>Sends what has ended.</summary>
    public bool Flush() => provider?.ForceFlush() ?? true;

    public void Dispose() => provider?.Dispose();
}
