using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Subscriptions.SubscriptionCommand;

namespace ConsentGrains.Core.Tests.Subscriptions;

public sealed class SubscriptionRefusalTests
{
    static readonly SubscriptionFilter Strange = new(["consent.given.v1"], []);

    /// <summary>One way at least to each refusal of a command to a subscription, in the order of the codes.</summary>
    internal static IReadOnlyList<(RefusalCode Code, string Field, SubscriptionCommand Command, SubscriptionState State)> All { get; } =
    [
        (RefusalCode.SubscriptionUnknown, "id", new Resume(), SubscriptionState.Unknown),
        (RefusalCode.SubscriptionUnknown, "id", new Verify(null), SubscriptionState.Unknown),
        (RefusalCode.SubscriptionEnded, "id", new Resume(), Subscribed.After(Subscribed.Webhook, new End())),
        (RefusalCode.SubscriptionEnded, "id", new Advance("P1"), Subscribed.After(Subscribed.Pull, new End())),
        (RefusalCode.PartyUnknown, "party", Subscribed.ToPull with { Party = "nobody" }, SubscriptionState.Unknown),
        (RefusalCode.EventTypeUnknown, "types", Subscribed.ToPull with { Filter = Strange }, SubscriptionState.Unknown),
        (RefusalCode.EventTypeUnknown, "types", new Change(Strange, null), Subscribed.Pull),
        (RefusalCode.SubscriptionExists, "id", Subscribed.ToPull, Subscribed.Pull),
        (RefusalCode.SubscriptionNotWebhook, "id", new Change(null, "https://partner.example"), Subscribed.Pull),
        (RefusalCode.SubscriptionNotWebhook, "id", new RotateSecret("whsec_x", null), Subscribed.Pull),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, All.Count)];

    [Theory, MemberData(nameof(Rows))]
    public void A_command_to_a_subscription_is_refused_by_name(int row)
    {
        var (code, field, command, state) = All[row];
        var refusal = SubscriptionRules.Decide(state, Subscribed.Id, command, Sample.Directory).Refusal;
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), command.ToString());
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_codes() => All.Select(r => r.Code).ShouldBeInOrder();
}
