using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Web.Metrics;

/// <summary>Everything that is measured here. INVARIANT (format): names and labels are what dashboards and alerts are made of; they are added to, never changed
/// (docs/metrics.md). No label ever names a customer, a supply point or a key.</summary>
sealed class Instruments : IDisposable
{
    /// <summary>Seconds: from what memory answers to what a store that is away lets wait.</summary>
    static readonly double[] Durations = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    readonly DecisionTally decisions = new();
    readonly Meter meter;
    readonly Histogram<double> decisionDuration;
    readonly Histogram<double> commandDuration;
    int streams;

    public Instruments(ConsentGrainsWebOptions options, IIndex index, IGrains grains, TimeProvider clock)
    {
        meter = new(options.Meter);
        meter.CreateObservableCounter("consentgrains.decisions", decisions.Decisions, "{decision}", "Decisions answered over HTTP, by act and outcome.");
        meter.CreateObservableCounter("consentgrains.denials", decisions.Denials, "{decision}", "Denials by their primary reason.");
        decisionDuration = Timed("consentgrains.decision.duration", "From an evaluation request in hand to its answer written; a batch is one.");
        commandDuration = Timed("consentgrains.command.duration", "From a command in hand to its outcome on disk, by outcome.");
        meter.CreateObservableGauge("consentgrains.feed.streams", () => Volatile.Read(ref streams), "{stream}", "Open streams of the change feed.");
        meter.CreateObservableGauge("consentgrains.directory.version", () => grains.Directory.Version, "{event}", "Events of the directory that decisions are made from.");
        meter.CreateObservableGauge("consentgrains.index.lag", () => Lag(index, clock), "s", "How long ago the index last had everything.");
        foreach (var observe in options.Observed) observe(meter);
    }

    public void Count(Question question, Answer answer) => decisions.Count(question, answer);

    public void Asked(long began) => decisionDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    public void Told(long began, Outcome outcome) =>
        commandDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));

    public void Opened() => Interlocked.Increment(ref streams);

    public void Closed() => Interlocked.Decrement(ref streams);

    public void Dispose() => meter.Dispose();

    Histogram<double> Timed(string name, string text) => meter.CreateHistogram(name, "s", text, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations });

    static double Lag(IIndex index, TimeProvider clock) =>
        index.IndexedTo is { } at ? Math.Max(0, Instant.From(clock.GetUtcNow()).Micros - at.Micros) / 1_000_000.0 : double.NaN;

    public static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => "accepted",
        Outcome.Refused => "refused",
        Outcome.Conflict => "conflict",
        Outcome.Unavailable => "unavailable",
        _ => "other",
    };
}
