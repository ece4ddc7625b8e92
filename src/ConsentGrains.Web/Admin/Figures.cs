using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Subscriptions;

namespace ConsentGrains.Web.Admin;

/// <summary>What an administrator sees, at a moment, of this process and of the lists.</summary>
/// <param name="Latency">Of evaluation requests; null where nobody asked.</param>
/// <param name="Denials">Since the start, the most frequent first.</param>
/// <param name="Silos">Who shares the journal; empty where this process has it alone, or the database does not say now.</param>
/// <param name="Heat">Of this process.</param>
public sealed record Figures(
    DateTimeOffset At, DecisionFigures Decisions, Quantiles? Latency, IReadOnlyList<NamedCount> Denials, IReadOnlyList<GrainFigures> Grains, JournalFigures Journal,
    int Streams, IReadOnlyList<SubscriberFigures> Subscribers, IReadOnlyList<AreaFigures> Areas, IndexCounts Counts, double? IndexLag, IReadOnlyList<SiloFigures> Silos, HeatFigures Heat);

/// <param name="PerSecond">Over the last ten seconds.</param>
/// <param name="Total">Since the start.</param>
public sealed record DecisionFigures(double PerSecond, double PermitPerSecond, double DenyPerSecond, long Total, IReadOnlyList<ActFigures> Acts);

public sealed record ActFigures(string Act, long Permitted, long Denied, double PerSecond);

/// <summary>Milliseconds.</summary>
public sealed record Quantiles(double P50, double P95, double P99);

public sealed record NamedCount(string Name, long Count);

public sealed record GrainFigures(string Kind, long Resident, double ActivatedPerSecond, double RetiredPerSecond);

/// <param name="PerCommit">Appends that shared a flush, over the last ten seconds; 0 where nothing was written.</param>
public sealed record JournalFigures(bool Held, long Position, double EventsPerSecond, double CommitsPerSecond, double PerCommit, Quantiles? Commit);

/// <param name="Behind">Events of the journal after its position, whether they are its own or not.</param>
public sealed record SubscriberFigures(string Id, string Party, SubscriptionKind Kind, SubscriptionStatus Status, SubscriptionReason? Reason, int Failures, long? Behind);

/// <param name="Area">1–10.</param>
public sealed record AreaFigures(int Area, long Position, int Switches);

/// <param name="Address">Where the others reach it.</param>
/// <param name="Here">It is the one that is looked at.</param>
/// <param name="Answers">It beats, or its lease has not run out: it may answer.</param>
/// <param name="Partitions">Of the 75, those it owns.</param>
/// <param name="Areas">Areas whose partition is among them.</param>
public sealed record SiloFigures(string Id, string? Address, bool Here, bool Answers, int Partitions, IReadOnlyList<int> Areas);

/// <summary>Brings them together.</summary>
sealed class FigureReading(Pulse pulse, IIndex index, IGrains grains, IFeed feed, Positions positions, TimeProvider clock, ConsentGrainsWebOptions options)
{
    const int RateSeconds = 10;

    public async ValueTask<Figures> ReadAsync(PulseSample now, CancellationToken cancel)
    {
        var samples = pulse.Recent;
        var span = new PulseSpan(samples.FirstOrDefault(s => now.At - s.At <= TimeSpan.FromSeconds(RateSeconds)) ?? samples[0], now);
        var counts = index.Counts(Instant.From(clock.GetUtcNow()));
        return new(now.At, DecisionsOf(span), QuantilesOf(span, "consentgrains_decision_duration_seconds"), DenialsOf(now), [.. GrainsOf(span)], JournalOf(span),
            (int)now.Sum("consentgrains_feed_streams"), await SubscribersAsync(cancel), [.. Enumerable.Range(1, SupplyPointNumber.Areas).Select(area => AreaOf(area, now, counts))], counts,
            now.Sum("consentgrains_index_lag_seconds") is var lag && double.IsNaN(lag) ? null : lag,
            options.Silos is { } silos ? await silos(cancel) : [], HeatFigures.Of(options.Heat?.Invoke() ?? GrainHeat.None));
    }

    static DecisionFigures DecisionsOf(PulseSpan span)
    {
        const string family = "consentgrains_decisions_total";
        var acts = span.To.Of(family).GroupBy(s => s.Label("act")!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ActFigures(
            g.Key, (long)g.Where(s => s.Label("outcome") == "permit").Sum(s => s.Value), (long)g.Where(s => s.Label("outcome") == "deny").Sum(s => s.Value), span.PerSecond(family, "act", g.Key)));
        return new(span.PerSecond(family), span.PerSecond(family, "outcome", "permit"), span.PerSecond(family, "outcome", "deny"), (long)span.To.Sum(family), [.. acts]);
    }

    static IReadOnlyList<NamedCount> DenialsOf(PulseSample now) =>
        [.. now.Of("consentgrains_denials_total").Select(s => new NamedCount(s.Label("reason")!, (long)s.Value)).OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal)];

    static IEnumerable<GrainFigures> GrainsOf(PulseSpan span) => span.To.Of("consentgrains_grains_resident").Select(s => new GrainFigures(
        s.Label("kind")!, (long)s.Value, span.PerSecond("consentgrains_grains_activated_total", "kind", s.Label("kind")), span.PerSecond("consentgrains_grains_retired_total", "kind", s.Label("kind"))));

    static JournalFigures JournalOf(PulseSpan span) => new(
        span.To.Sum("consentgrains_journal_held") > 0, (long)span.To.Sum("consentgrains_journal_position"), span.PerSecond("consentgrains_journal_events_total"),
        span.PerSecond("consentgrains_journal_commits_total"),
        span.Grown("consentgrains_journal_commits_total") is > 0 and var commits ? span.Grown("consentgrains_journal_appends_total") / commits : 0,
        QuantilesOf(span, "consentgrains_journal_commit_duration_seconds"));

    static Quantiles? QuantilesOf(PulseSpan span, string family) =>
        span.Quantile(family, 0.5) is not { } p50 ? null : new(p50 * 1_000, span.Quantile(family, 0.95)!.Value * 1_000, span.Quantile(family, 0.99)!.Value * 1_000);

    static AreaFigures AreaOf(int area, PulseSample now, IndexCounts counts) => new(
        area, (long)now.Sum("consentgrains_journal_position", "partition", $"gtdo-{area:00}"), counts.Switches.Where(s => s.Area == area).Sum(s => s.Count));

    async ValueTask<IReadOnlyList<SubscriberFigures>> SubscribersAsync(CancellationToken cancel)
    {
        var all = new List<SubscriberFigures>();
        foreach (var listed in index.Subscriptions(new(Ended: false), null, Limits.SubscribersShown).Results)
        {
            var state = await grains.ReadSubscriptionAsync(listed.Id, cancel);
            if (!state.IsKnown) continue;
            var at = positions.Find(listed.Id, state) ?? (state.Position is { } written ? await feed.FindAsync(written, cancel) : null);
            all.Add(new(listed.Id, state.Party, state.Kind, state.Status, state.Reason, state.Failures, at is null ? null : feed.Now.Beyond(at)));
        }

        return [.. all.OrderBy(s => s.Status == SubscriptionStatus.Active).ThenByDescending(s => s.Behind)];
    }
}
