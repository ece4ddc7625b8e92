using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Feed;

namespace ConsentGrains.Core.Subscriptions;

/// <summary>What a command to a subscription comes to, and what its events make of it. Pure and total. Whose it is has been asked before.</summary>
public static class SubscriptionRules
{
    public static Decided<SubscriptionEvent> Decide(SubscriptionState state, string id, SubscriptionCommand command, DirectoryState directory)
    {
        var check = new Checked(directory);
        if (command is SubscriptionCommand.Create create) return Created(state, id, create, check);
        check.That(state.IsKnown, RefusalCode.SubscriptionUnknown, "id", id);
        check.That(state.Status != SubscriptionStatus.Ended || command is SubscriptionCommand.End, RefusalCode.SubscriptionEnded, "id", id);
        if (check.Broken is { } gone) return gone;
        if (command is SubscriptionCommand.Change { Filter: { } filter }) Types(filter, check);
        check.That(state.Kind == SubscriptionKind.Webhook || !IsOfWebhooks(command), RefusalCode.SubscriptionNotWebhook, "id", id);
        if (check.Broken is { } refusal) return refusal;
        return Happened(state, command) is { } happened ? happened : Decided<SubscriptionEvent>.Nothing;
    }

    public static SubscriptionState Evolve(SubscriptionState state, SubscriptionEvent happened, Instant recorded) =>
        SubscriptionEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened);

    static Decided<SubscriptionEvent> Created(SubscriptionState state, string id, SubscriptionCommand.Create create, Checked check)
    {
        check.Party("party", create.Party);
        Types(create.Filter, check);
        check.That(!state.IsKnown, RefusalCode.SubscriptionExists, "id", id);
        if (check.Broken is { } refusal) return refusal;
        return new SubscriptionEvent.Created(create.Party, create.Kind, create.Filter, create.Url, create.Secret, create.Position);
    }

    static void Types(SubscriptionFilter filter, Checked check)
    {
        foreach (var type in filter.Types) check.That(FeedTypes.IsOne(type), RefusalCode.EventTypeUnknown, "types", type);
    }

    static bool IsOfWebhooks(SubscriptionCommand command) =>
        command is SubscriptionCommand.Change { Url: not null } or SubscriptionCommand.RotateSecret or SubscriptionCommand.Verify or SubscriptionCommand.Fail;

    /// <summary>Null where nothing changes.</summary>
    static SubscriptionEvent? Happened(SubscriptionState state, SubscriptionCommand command) => command switch
    {
        SubscriptionCommand.Change c => c.Filter is null && c.Url is null ? null : new SubscriptionEvent.Changed(c.Filter, c.Url),
        SubscriptionCommand.RotateSecret c => new SubscriptionEvent.SecretRotated(c.Secret, c.OldUntil),
        SubscriptionCommand.Suspend c => IsStopped(state) ? null : new SubscriptionEvent.Suspended(c.Reason, null),
        SubscriptionCommand.Resume => state.Status == SubscriptionStatus.Active ? null : new SubscriptionEvent.Resumed(null),
        SubscriptionCommand.Replay c => new SubscriptionEvent.Resumed(c.Position),
        SubscriptionCommand.End => state.Status == SubscriptionStatus.Ended ? null : new SubscriptionEvent.Ended(),
        SubscriptionCommand.Advance c => c.Position == state.Position ? null : new SubscriptionEvent.Advanced(c.Position),
        SubscriptionCommand.Verify c => new SubscriptionEvent.Verified(c.PerMinute),
        SubscriptionCommand.Fail c => Failed(c),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    static SubscriptionEvent Failed(SubscriptionCommand.Fail fail) => fail switch
    {
        { Reason: SubscriptionReason.Gone } => new SubscriptionEvent.Disabled(fail.Position),
        { NextTry: { } next } => new SubscriptionEvent.Failed(fail.Position, fail.Reason, fail.Answered, next),
        _ => new SubscriptionEvent.Suspended(SubscriptionReason.TriesExhausted, fail.Position),
    };

    static bool IsStopped(SubscriptionState state) => state.Status is SubscriptionStatus.Suspended or SubscriptionStatus.Disabled;
}
