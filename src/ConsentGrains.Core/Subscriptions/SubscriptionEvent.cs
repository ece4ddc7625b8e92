namespace ConsentGrains.Core.Subscriptions;

/// <summary>What happened to a subscription. The names on disk are in the codec and are for ever.</summary>
public abstract record SubscriptionEvent
{
    SubscriptionEvent() { }

    /// <summary>`subscription.created.v1`.</summary>
    public sealed record Created(string Party, SubscriptionKind Kind, SubscriptionFilter Filter, string? Url, string? Secret, string Position) : SubscriptionEvent;

    /// <summary>`subscription.changed.v1`.</summary>
    public sealed record Changed(SubscriptionFilter? Filter, string? Url) : SubscriptionEvent;

    /// <summary>`subscription.secret-rotated.v1`.</summary>
    public sealed record SecretRotated(string Secret, Instant? OldUntil) : SubscriptionEvent;

    /// <summary>`subscription.verified.v1`.</summary>
    public sealed record Verified(int? PerMinute) : SubscriptionEvent;

    /// <summary>`subscription.advanced.v1`.</summary>
    public sealed record Advanced(string Position) : SubscriptionEvent;

    /// <summary>`subscription.failed.v1`.</summary>
    public sealed record Failed(string Position, SubscriptionReason Reason, int? Answered, Instant NextTry) : SubscriptionEvent;

    /// <summary>`subscription.disabled.v1`.</summary>
    public sealed record Disabled(string Position) : SubscriptionEvent;

    /// <summary>`subscription.suspended.v1`.</summary>
    /// <param name="Position">Null leaves it as it is.</param>
    public sealed record Suspended(SubscriptionReason Reason, string? Position) : SubscriptionEvent;

    /// <summary>`subscription.resumed.v1`.</summary>
    /// <param name="Position">To go on behind; null = where it stood.</param>
    public sealed record Resumed(string? Position) : SubscriptionEvent;

    /// <summary>`subscription.ended.v1`.</summary>
    public sealed record Ended : SubscriptionEvent;
}
