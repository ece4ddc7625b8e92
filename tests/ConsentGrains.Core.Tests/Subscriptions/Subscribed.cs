using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.Tests.Codec;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using static ConsentGrains.Core.Subscriptions.SubscriptionCommand;

namespace ConsentGrains.Core.Tests.Subscriptions;

/// <summary>Subscriptions at the points of their lives that tests need.</summary>
static class Subscribed
{
    public const string Id = "sub-1";

    public static readonly Create ToWebhook = new("els", SubscriptionKind.Webhook, SubscriptionFilter.All, SubscriptionEvents.Url, SubscriptionEvents.Secret, "P0");
    public static readonly Create ToPull = new("els", SubscriptionKind.Pull, SubscriptionFilter.All, null, null, "P0");

    /// <summary>Waits for its address to agree.</summary>
    public static SubscriptionState Waiting => After(SubscriptionState.Unknown, ToWebhook);

    public static SubscriptionState Webhook => After(Waiting, new Verify(null));

    public static SubscriptionState Pull => After(SubscriptionState.Unknown, ToPull);

    public static SubscriptionState After(SubscriptionState state, params SubscriptionCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decided = SubscriptionRules.Decide(state, Id, command, Sample.Directory);
            decided.Refusal.ShouldBeNull();
            foreach (var happened in decided.Events) state = SubscriptionRules.Evolve(state, happened, Sample.Now);
        }

        return state;
    }
}
