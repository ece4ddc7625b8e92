using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Every event of a subscription once bare and once with everything it can carry; fixtures/NAME.json pins the bytes of each.</summary>
static class SubscriptionEvents
{
    public const string Id = "sub-0123456789abcdef";
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string Url = "https://partner.example/hooks?token=abc";
    static readonly Instant Moment = new(1_764_000_000_000_000);

    public static IReadOnlyDictionary<string, (SubscriptionEvent Event, Envelope Envelope)> All { get; } = new Dictionary<string, (SubscriptionEvent, Envelope)>
    {
        ["subscription.created.v1"] = (new SubscriptionEvent.Created("els", SubscriptionKind.Pull, SubscriptionFilter.All, null, null, "AX9A"), Events.Bare),
        ["subscription.created.v1-full"] = (new SubscriptionEvent.Created(
            "els", SubscriptionKind.Webhook, new(["jp.consentgrains.consent.given.v1"], [3, 10]), Url, Secret, "AX9A"), Events.Full),
        ["subscription.changed.v1"] = (new SubscriptionEvent.Changed(null, Url), Events.Bare),
        ["subscription.changed.v1-full"] = (new SubscriptionEvent.Changed(new([], [1]), Url), Events.Full),
        ["subscription.secret-rotated.v1"] = (new SubscriptionEvent.SecretRotated(Secret, null), Events.Bare),
        ["subscription.secret-rotated.v1-full"] = (new SubscriptionEvent.SecretRotated(Secret, Moment), Events.Full),
        ["subscription.verified.v1"] = (new SubscriptionEvent.Verified(null), Events.Bare),
        ["subscription.verified.v1-full"] = (new SubscriptionEvent.Verified(120), Events.Full),
        ["subscription.advanced.v1"] = (new SubscriptionEvent.Advanced("AX9B"), Events.Bare),
        ["subscription.failed.v1"] = (new SubscriptionEvent.Failed("AX9B", SubscriptionReason.TimedOut, null, Moment), Events.Bare),
        ["subscription.failed.v1-full"] = (new SubscriptionEvent.Failed("AX9B", SubscriptionReason.Status, 503, Moment), Events.Full),
        ["subscription.disabled.v1"] = (new SubscriptionEvent.Disabled("AX9B"), Events.Bare),
        ["subscription.suspended.v1"] = (new SubscriptionEvent.Suspended(SubscriptionReason.Asked, null), Events.Bare),
        ["subscription.suspended.v1-full"] = (new SubscriptionEvent.Suspended(SubscriptionReason.TriesExhausted, "AX9B"), Events.Full),
        ["subscription.resumed.v1"] = (new SubscriptionEvent.Resumed(null), Events.Bare),
        ["subscription.resumed.v1-full"] = (new SubscriptionEvent.Resumed("AX9A"), Events.Full),
        ["subscription.ended.v1"] = (new SubscriptionEvent.Ended(), Events.Bare),
    };
}
