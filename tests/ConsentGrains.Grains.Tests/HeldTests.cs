using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Tests;

/// <summary>A process that can not prove that the journal is still its own gives no answer.</summary>
public sealed class HeldTests
{
    [Fact]
    public async Task While_the_journal_may_be_anothers_nothing_is_answered_and_afterwards_all_is_as_before()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var question = Say.Provide("C-1") with { Act = "use", Recipient = null };
        var customer = CustomerId.Parse(question.Customer!)!.Value;
        (await rig.Grains.AskAsync(question)).Permitted.ShouldBeTrue();
        rig.Journal.IsHeld = false;
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.AskAsync(question));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.AskAsync(question with { Customer = "els/never-seen" }));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.ExplainAsync(question, new("els", true), default));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.ReadCustomerAsync(customer, null, default));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.ReadDirectoryAsync(null, default));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.Requests.ReadAsync("r-1", default));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.Incidents.ReadAsync("i-1", default));
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.ReadSubscriptionAsync("s-1", default));
        var wrong = new Command.ToCustomer(customer, new CustomerCommand.Enrol("NO-SUCH-POLICY"));
        (await rig.Grains.TellAsync(wrong)).ShouldBeOfType<Outcome.Unavailable>("a refusal is an answer too");
        rig.Journal.IsHeld = true;
        (await rig.Grains.TellAsync(wrong)).ShouldBeOfType<Outcome.Refused>();
        (await rig.Grains.AskAsync(question)).Permitted.ShouldBeTrue();
    }
}
