using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>What a delivery waits for after a turn, whatever comes first: a moment, something in the feed behind a cursor, or a change of the subscription.</summary>
/// <param name="Over">There is nothing more to do, ever.</param>
readonly record struct Rest(Instant? Until = null, FeedCursor? After = null, bool Over = false);

/// <summary>Carries the changes of one webhook, one after the other. All that must outlive the process is in the subscription's own stream: how it stands, how
/// far it has come, when the next try is. Ownership: one turn at a time.</summary>
/// <param name="chance">From 0 to 1, for the spread of the tries.</param>
/// <param name="isMine">False once another process delivers it; null: it always is.</param>
sealed class Delivery(string id, IGrains grains, IFeed feed, IPostman postman, Positions positions, TimeProvider time, Func<double> chance, Func<bool>? isMine = null)
{
    static readonly Rest Again = new(Until: default(Instant));
    Instant nextSlot;

    bool IsOver => isMine?.Invoke() == false;

    /// <summary>Does what is to be done now.</summary>
    /// <param name="changed">Ends once the subscription was told something: what is under way is finished, nothing more is begun.</param>
    /// <exception cref="UnavailableException">The registry itself does not answer.</exception>
    public async ValueTask<Rest> TurnAsync(Task changed, CancellationToken cancel)
    {
        var state = await grains.ReadSubscriptionAsync(id, cancel);
        if (IsOver)
        {
            positions.Forget(id);
            return new(Over: true);
        }

        if (!state.IsDelivered)
        {
            await positions.WriteAsync(id, cancel);
            return new(Over: !state.IsKnown || state.Status == SubscriptionStatus.Ended);
        }

        if (state.NextTry is { } next && next > time.Now()) return new(Until: next);
        if (!MaySubscribe(state.Party)) return await TellAsync(state, new SubscriptionCommand.Suspend(SubscriptionReason.NoKey), cancel);
        return state.Status == SubscriptionStatus.Waiting ? await GreetAsync(state, cancel) : await DeliverAsync(state, changed, cancel);
    }

    async ValueTask<Rest> GreetAsync(SubscriptionState state, CancellationToken cancel)
    {
        var posted = await postman.GreetAsync(state, cancel);
        return posted.Failure is null ? await TellAsync(state, new SubscriptionCommand.Verify(posted.PerMinute), cancel)
            : await FailAsync(state, state.Position, posted, cancel);
    }

    async ValueTask<Rest> DeliverAsync(SubscriptionState state, Task changed, CancellationToken cancel)
    {
        var cursor = positions.Find(id, state) ?? await feed.FindAsync(state.Position, cancel) ?? feed.Beginning;
        var page = await feed.ReadAsync(new(state.Party, Filter: state.Filter), cursor, Limits.DeliveriesPerPage, cancel);
        foreach (var change in page.Events)
        {
            if (changed.IsCompleted || IsOver) return Again;
            if (nextSlot > time.Now()) return new(Until: nextSlot);
            var posted = await postman.PostAsync(state, change, cancel);
            if (state.PerMinute is { } most) nextSlot = new(time.Now().Micros + (60_000_000L / most));
            if (posted.Failure is not null) return await FailAsync(state, cursor.ToString(), posted, cancel);
            cursor = change.Cursor;
            if (positions.Note(id, state, cursor, 1) || state.Status == SubscriptionStatus.Failing)
            {
                // Whoever looks sees at once that it is well again, and a restart does not think otherwise.
                await positions.WriteAsync(id, cancel);
                return Again;
            }
        }

        positions.Note(id, state, page.Next, 0);
        return page.More ? Again : new(After: page.Next);
    }

    ValueTask<Rest> FailAsync(SubscriptionState state, string position, Posted posted, CancellationToken cancel)
    {
        var next = posted.Failure == SubscriptionReason.Gone ? null : RetrySchedule.Next(state.Failures, time.Now(), chance(), posted.Wished);
        return TellAsync(state, new SubscriptionCommand.Fail(position, posted.Failure!.Value, posted.Answered, next), cancel);
    }

    /// <summary>Unless somebody told it something meanwhile: then that counts, and the turn is taken again.</summary>
    async ValueTask<Rest> TellAsync(SubscriptionState state, SubscriptionCommand command, CancellationToken cancel) =>
        await grains.TellAsync(new Command.ToSubscription(id, command), Positions.Sender(state), new(IfMatch: state.Version), cancel) is Outcome.Unavailable gone
            ? throw new UnavailableException(gone.Why) : Again;

    /// <summary>A webhook needs no key to be told, but its party must still have one that may subscribe.</summary>
    bool MaySubscribe(string party)
    {
        var today = time.Now().Day;
        return grains.Directory.Credentials.Values.Any(
            key => key.Party == party && !key.Revoked && !(key.Until < today) && (key.Roles.Contains("subscribe") || key.Roles.Contains("admin")));
    }
}
