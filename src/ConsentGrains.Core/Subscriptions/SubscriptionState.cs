namespace ConsentGrains.Core.Subscriptions;

/// <summary>How a subscriber is reached.</summary>
public enum SubscriptionKind
{
    /// <summary>It comes and asks; the registry keeps how far it has come.</summary>
    Pull,

    /// <summary>It holds a stream of Server-Sent Events open.</summary>
    Sse,

    /// <summary>The registry posts every change to its address.</summary>
    Webhook,
}

/// <summary>How a subscription stands.</summary>
public enum SubscriptionStatus
{
    Active,

    /// <summary>The address has not yet said that it wants to be told (the handshake).</summary>
    Waiting,

    /// <summary>The last delivery failed and is tried again.</summary>
    Failing,

    /// <summary>The address answered 410: it is told nothing until somebody resumes it.</summary>
    Disabled,

    /// <summary>Stopped, by its party, an administrator or the end of all tries, until somebody resumes it.</summary>
    Suspended,

    /// <summary>For ever.</summary>
    Ended,
}

/// <summary>Why a subscription is not simply active. On the wire in kebab-case.</summary>
public enum SubscriptionReason
{
    /// <summary>Suspended by a command.</summary>
    Asked,

    /// <summary>No key of the party may subscribe any more.</summary>
    NoKey,

    /// <summary>The last try of the schedule has failed.</summary>
    TriesExhausted,

    /// <summary>The address answered 410.</summary>
    Gone,

    /// <summary>The address answered with a status that is no 2xx.</summary>
    Status,

    /// <summary>The address answered with a redirect, which is not followed.</summary>
    Redirected,
    TimedOut,

    /// <summary>No connection, or it broke off.</summary>
    Unreachable,

    /// <summary>The host's name has no address.</summary>
    NameUnknown,

    /// <summary>The host's address is one that webhooks may not reach.</summary>
    AddressRefused,

    /// <summary>TLS could not be set up: certificate, name or protocol.</summary>
    TlsFailed,

    /// <summary>The handshake was answered without the permission.</summary>
    HandshakeRefused,
}

/// <summary>What a subscriber wants to be told of what it may be told.</summary>
/// <param name="Types">Types of events as the feed names them; empty = all.</param>
/// <param name="Areas">Of supply points only those of these areas (1–10); empty = all.</param>
public sealed record SubscriptionFilter(IReadOnlyList<string> Types, IReadOnlyList<int> Areas)
{
    public static SubscriptionFilter All { get; } = new([], []);

    /// <param name="area">Of the point's partition; null for what is no point's.</param>
    public bool Takes(string type, int? area) =>
        (Types.Count == 0 || Types.Contains(type)) && (area is not { } of || Areas.Count == 0 || Areas.Contains(of));
}

/// <summary>One subscription as acknowledged. Immutable.</summary>
public sealed record SubscriptionState
{
    public static SubscriptionState Unknown { get; } = new();

    public int Version { get; init; }

    public Instant Recorded { get; init; }

    public string Party { get; init; } = "";

    public SubscriptionKind Kind { get; init; }

    public SubscriptionFilter Filter { get; init; } = SubscriptionFilter.All;

    /// <summary>Where a webhook is posted to.</summary>
    public string? Url { get; init; }

    /// <summary>What a webhook is signed with: `whsec_…`.</summary>
    public string? Secret { get; init; }

    /// <summary>The former secret, with which is signed besides until <see cref="OldUntil"/>.</summary>
    public string? OldSecret { get; init; }

    public Instant? OldUntil { get; init; }

    /// <summary>A cursor of the feed: what lies before it was taken by the subscriber.</summary>
    public string Position { get; init; } = "";

    /// <summary>How often somebody has set the position: one that was noted before the last time does not count any more.</summary>
    public int Replays { get; init; }

    public SubscriptionStatus Status { get; init; }

    public SubscriptionReason? Reason { get; init; }

    /// <summary>The HTTP status that went with the reason, if any.</summary>
    public int? Answered { get; init; }

    /// <summary>Tries of the current delivery that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Not before this moment the delivery is tried again.</summary>
    public Instant? NextTry { get; init; }

    /// <summary>Deliveries a minute that the address allows; null = as many as there are.</summary>
    public int? PerMinute { get; init; }

    public Instant Since { get; init; }

    public bool IsKnown => Version > 0;

    /// <summary>Whether something is to be posted now or at a known time.</summary>
    public bool IsDelivered => Kind == SubscriptionKind.Webhook && Status is SubscriptionStatus.Active or SubscriptionStatus.Waiting or SubscriptionStatus.Failing;
}
