namespace ConsentGrains.Core.Subscriptions;

/// <summary>What an event makes of a subscription.</summary>
static class SubscriptionEvolution
{
    public static SubscriptionState Apply(SubscriptionState state, SubscriptionEvent happened) => happened switch
    {
        SubscriptionEvent.Created e => Begun(state) with { Party = e.Party, Kind = e.Kind, Filter = e.Filter, Url = e.Url, Secret = e.Secret, Position = e.Position, Status = First(e.Kind), Since = state.Recorded },
        SubscriptionEvent.Changed { Url: null } e => state with { Filter = e.Filter ?? state.Filter },
        SubscriptionEvent.Changed e => Moved(state) with { Filter = e.Filter ?? state.Filter, Url = e.Url },
        SubscriptionEvent.SecretRotated e => state with { Secret = e.Secret, OldSecret = e.OldUntil is null ? null : state.Secret, OldUntil = e.OldUntil },
        SubscriptionEvent.Verified e => Begun(state) with { Status = SubscriptionStatus.Active, PerMinute = e.PerMinute },
        SubscriptionEvent.Advanced e => state.Status == SubscriptionStatus.Failing
            ? Begun(state) with { Status = SubscriptionStatus.Active, Position = e.Position } : state with { Position = e.Position },
        SubscriptionEvent.Failed e => state with
        {
            Status = state.Status == SubscriptionStatus.Waiting ? SubscriptionStatus.Waiting : SubscriptionStatus.Failing,
            Position = e.Position,
            Reason = e.Reason,
            Answered = e.Answered,
            NextTry = e.NextTry,
            Failures = state.Failures + 1,
        },
        SubscriptionEvent.Disabled e => Stopped(state, SubscriptionStatus.Disabled, SubscriptionReason.Gone, e.Position),
        SubscriptionEvent.Suspended e => Stopped(state, SubscriptionStatus.Suspended, e.Reason, e.Position),
        SubscriptionEvent.Resumed e => Begun(state) with { Position = e.Position ?? state.Position, Replays = state.Replays + (e.Position is null ? 0 : 1), Status = Again(state) },
        SubscriptionEvent.Ended => Begun(state) with { Status = SubscriptionStatus.Ended, Secret = null, OldSecret = null, OldUntil = null },
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    static SubscriptionState Begun(SubscriptionState state) => state with { Reason = null, Answered = null, Failures = 0, NextTry = null };

    /// <summary>To another address, which has to agree; one that was stopped stays so.</summary>
    static SubscriptionState Moved(SubscriptionState state) => state.IsDelivered ? Begun(state) with { Status = SubscriptionStatus.Waiting, PerMinute = null } : state;

    static SubscriptionState Stopped(SubscriptionState state, SubscriptionStatus status, SubscriptionReason reason, string? position) =>
        state with { Status = status, Reason = reason, NextTry = null, Position = position ?? state.Position };

    static SubscriptionStatus First(SubscriptionKind kind) => kind == SubscriptionKind.Webhook ? SubscriptionStatus.Waiting : SubscriptionStatus.Active;

    static SubscriptionStatus Again(SubscriptionState state) => state.Status == SubscriptionStatus.Active ? SubscriptionStatus.Active : First(state.Kind);
}
