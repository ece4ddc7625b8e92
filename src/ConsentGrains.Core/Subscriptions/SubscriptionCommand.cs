namespace ConsentGrains.Core.Subscriptions;

/// <summary>A command to one subscription. What only the registry sends to itself is at the end.</summary>
public abstract record SubscriptionCommand
{
    SubscriptionCommand() { }

    /// <param name="Url">Of a webhook only, as <paramref name="Secret"/>.</param>
    /// <param name="Position">The cursor to begin behind.</param>
    public sealed record Create(string Party, SubscriptionKind Kind, SubscriptionFilter Filter, string? Url, string? Secret, string Position) : SubscriptionCommand;

    /// <summary>Null leaves as it is. Another address must agree again before it is told anything.</summary>
    public sealed record Change(SubscriptionFilter? Filter, string? Url) : SubscriptionCommand;

    /// <summary>The new secret signs at once; the old one besides until <paramref name="OldUntil"/> (null = no longer).</summary>
    public sealed record RotateSecret(string Secret, Instant? OldUntil) : SubscriptionCommand;

    public sealed record Suspend(SubscriptionReason Reason = SubscriptionReason.Asked) : SubscriptionCommand;

    /// <summary>Goes on where it stood; a webhook is asked again whether it wants to be told.</summary>
    public sealed record Resume : SubscriptionCommand;

    /// <summary>Goes on behind this cursor.</summary>
    public sealed record Replay(string Position) : SubscriptionCommand;

    public sealed record End : SubscriptionCommand;

    /// <summary>Everything before the cursor was taken.</summary>
    public sealed record Advance(string Position) : SubscriptionCommand;

    /// <summary>The address wants to be told.</summary>
    public sealed record Verify(int? PerMinute) : SubscriptionCommand;

    /// <summary>A try failed; everything before the cursor was taken.</summary>
    /// <param name="NextTry">Null: there is no further one.</param>
    public sealed record Fail(string Position, SubscriptionReason Reason, int? Answered, Instant? NextTry) : SubscriptionCommand;
}
