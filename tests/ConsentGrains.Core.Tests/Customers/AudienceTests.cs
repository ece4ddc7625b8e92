using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Customers;

public sealed class AudienceTests
{
    public static TheoryData<string, CustomerEvent, string> Rows => new()
    {
        { "an enrolment: the policy's schemes and contractors", new CustomerEvent.Enrolled("ELS-TEL", "2016-11-01", default, default, [], null, null),
            "entrusted:ELS-TEL party:els scheme:ELS-TEL-2-JU1" },
        { "a consent for a scheme's purpose: that scheme", new CustomerEvent.ConsentGiven("ELS-EL-5-JU2-U5", "partner-a", null, false, null, null, default),
            "entrusted:ELS-EL party:els party:partner-a scheme:ELS-EL-5-JU2" },
        { "a withdrawal of items: their policy", new CustomerEvent.ConsentWithdrawn(null, null, ["ELS-TEL-1.1/call-log"]),
            "entrusted:ELS-TEL party:els scheme:ELS-TEL-2-JU1" },
        { "a withdrawal of everything: every policy", new CustomerEvent.ConsentWithdrawn(null, null, null),
            "entrusted:ELS-EL entrusted:ELS-TEL party:els scheme:ELS-EL-5-JU1 scheme:ELS-EL-5-JU2 scheme:ELS-TEL-2-JU1" },
        { "a stop of a registered purpose: its policy", new CustomerEvent.StopOrdered(new StopScope(Purpose: "ELS-EL-NEW", Recipient: "partner-b")),
            "entrusted:ELS-EL party:els party:partner-b scheme:ELS-EL-5-JU1 scheme:ELS-EL-5-JU2" },
        { "a relocation: the contract's policy", new CustomerEvent.Relocated("K1", true), "entrusted:ELS-EL party:els scheme:ELS-EL-5-JU1 scheme:ELS-EL-5-JU2" },
        { "a hold: nobody else", new CustomerEvent.HoldPlaced(Sample.Today, "法人税法"), "party:els" },
        { "an erasure: whoever it concerned before", new CustomerEvent.Erased(),
            "entrusted:ELS-EL entrusted:ELS-TEL party:els scheme:ELS-EL-5-JU1 scheme:ELS-EL-5-JU2 scheme:ELS-TEL-2-JU1" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void An_event_is_tagged_for_whom_it_may_concern(string about, CustomerEvent happened, string tags)
    {
        var after = CustomerRules.Evolve(Sample.Customer, happened, Sample.Now);
        string.Join(' ', Audience.Of(Sample.Customer, after, happened, Sample.Els, Sample.Directory)).ShouldBe(tags, about);
    }

    [Fact]
    public void A_roster_concerns_all_and_a_credential_only_its_holder()
    {
        string.Join(' ', DirectoryAudience.Of(new DirectoryEvent.RoleEnded("partner-a", "enex-partner", Sample.Today), Sample.Directory)).ShouldBe("all");
        string.Join(' ', DirectoryAudience.Of(new DirectoryEvent.CredentialRevoked("key-1"), Sample.Directory)).ShouldBe("party:els");
    }

    [Fact]
    public void An_entrustment_that_ends_concerns_everyone_below_it()
    {
        var directory = Sample.After(Sample.Directory, RefusalRows.Entrust());
        string.Join(' ', DirectoryAudience.Of(new DirectoryEvent.EntrustmentEnded("ent-1", Sample.Today), directory))
            .ShouldBe("party:els party:partner-a party:partner-b");
    }
}
