using System.Collections.Concurrent;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>How far each subscriber has come. In memory at once, in the subscription's stream once a minute: a crash tells it again what it took in between,
/// a stop nothing. INVARIANT (never-ahead): what is noted was taken, so a position never lies ahead of its subscriber. Thread-safe.</summary>
public sealed class Positions(IGrains grains, TimeProvider time)
{
    readonly ConcurrentDictionary<string, Noted> noted = new(StringComparer.Ordinal);

    /// <summary>Null: the subscription's own position counts.</summary>
    public FeedCursor? Find(string id, SubscriptionState state) =>
        noted.TryGetValue(id, out var known) && known.Replays == state.Replays ? known.Cursor : null;

    /// <param name="taken">Changes the subscriber took; 0 = what passed was not for it.</param>
    /// <returns>True: so much is not written yet that it should be.</returns>
    public bool Note(string id, SubscriptionState state, FeedCursor cursor, int taken)
    {
        var now = noted.AddOrUpdate(
            id, _ => new(cursor, state.Replays, taken, state.Recorded),
            (_, before) => before.Replays == state.Replays ? before with { Cursor = cursor, Taken = before.Taken + taken } : new(cursor, state.Replays, taken, state.Recorded));
        return now.Taken >= Limits.DeliveriesPerPosition;
    }

    /// <summary>Another process goes on with it.</summary>
    public void Forget(string id) => noted.TryRemove(id, out _);

    /// <summary>Writes a position, where there is one to write. What can not be written now is written later.</summary>
    public async ValueTask WriteAsync(string id, CancellationToken cancel)
    {
        if (!noted.TryGetValue(id, out var known)) return;
        var state = await grains.ReadSubscriptionAsync(id, cancel);
        if (state.Status == SubscriptionStatus.Ended || state.Replays != known.Replays)
        {
            noted.TryRemove(new(id, known));
            return;
        }

        var advance = new Command.ToSubscription(id, new SubscriptionCommand.Advance(known.Cursor.ToString()));
        // Somebody may set another position in between: then this one is for nothing.
        if (await grains.TellAsync(advance, Sender(state), new(IfMatch: state.Version), cancel) is not Outcome.Accepted) return;
        var written = known with { Taken = 0, Written = time.Now() };
        if (!noted.TryUpdate(id, written, known) && noted.TryGetValue(id, out var newer) && newer.Replays == known.Replays)
            noted.TryUpdate(id, newer with { Taken = Math.Max(0, newer.Taken - known.Taken), Written = written.Written }, newer);
    }

    /// <summary>Writes those that are due.</summary>
    /// <param name="all">Also those of a moment ago: the registry stops.</param>
    public async Task WriteAsync(bool all, CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var (id, known) in noted)
            if (all ? known.Taken > 0 : IsDue(known, now)) await WriteAsync(id, cancel);
    }

    /// <summary>In whose name the registry writes of a subscription by itself.</summary>
    internal static Envelope Sender(SubscriptionState state) => new(state.Party, Via: "feed");

    static bool IsDue(Noted known, Instant now)
    {
        var seconds = known.Taken > 0 ? Limits.PositionSeconds : Limits.IdlePositionSeconds;
        return now.Micros - known.Written.Micros >= seconds * 1_000_000L;
    }

    /// <param name="Replays">Of the subscription when it was noted: a position set since then goes before this one.</param>
    /// <param name="Taken">Changes taken since it was written.</param>
    /// <param name="Written">When it was written last.</param>
    sealed record Noted(FeedCursor Cursor, int Replays, int Taken, Instant Written);
}
