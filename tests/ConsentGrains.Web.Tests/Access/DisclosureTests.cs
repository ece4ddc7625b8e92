using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>A deny to a partner gives nothing away: not that a customer exists, left, or said no.</summary>
public sealed class DisclosureTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task A_partner_gets_the_same_bytes_about_every_customer_it_may_not_use()
    {
        await registry.Admin.MustAsync("/v1/roles", new JsonObject
        {
            ["party"] = "iehl-kanto",
            ["role"] = "enex-partner",
            ["from"] = "2026-01-01",
            ["items"] = new JsonArray("ELS-EL-3/address"),
        });
        await registry.EnrolAsync("not-needed");
        await registry.EnrolAsync("stopped");
        await registry.Els.MustAsync("/v1/customers/els/stopped/stops", new JsonObject { ["act"] = "joint-use" });
        await registry.EnrolAsync("erased");
        await registry.Els.MustAsync("/v1/customers/els/erased/erasure", new JsonObject());
        await registry.Els.MustAsync("/v1/customers/els/not-enrolled/enrolments", new JsonObject { ["policy"] = "ELS-TEL" });
        await registry.EnrolAsync("ended");
        await registry.Els.MustAsync("/v1/customers/els/ended/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "ELS-EL", ["state"] = "ended" });

        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var number in new[] { "unknown", "erased", "not-enrolled", "stopped", "not-needed", "ended" })
            answers[number] = (await registry.Partner.AskAsync(Asking.JointUse("iehl-kanto", number))).WithoutIdAndTime();
        answers.Values.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldContain("not-needed");
    }

    [Fact]
    public async Task The_operator_itself_is_told_why()
    {
        await registry.EnrolAsync("told");
        await registry.Els.MustAsync("/v1/customers/els/told/stops", new JsonObject { ["act"] = "use" });
        (await registry.Els.AskAsync(Asking.Permitted("told"))).Reason.ShouldBe("stopped");
        (await registry.Els.AskAsync(Asking.Permitted("nobody"))).Reason.ShouldBe("customer-unknown");
    }

    [Fact]
    public async Task A_partner_learns_nothing_from_asking_as_another()
    {
        var about = await registry.Partner.AskAsync(Asking.JointUse("els", "somebody"));
        about.Status.ShouldBe(403);
        about.Code.ShouldBe("party-mismatch");
    }
}
