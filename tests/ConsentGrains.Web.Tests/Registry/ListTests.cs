using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

/// <summary>Lists over HTTP: who sees which rows, how they are filtered and paged, and how far they are.</summary>
public sealed class ListTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task What_was_acknowledged_is_in_a_list_that_was_asked_to_be_current()
    {
        await registry.EnrolAsync("list-1");
        var reply = await registry.Els.GetAsync("/v1/customers?policy=ELS-EL&contractState=active&current=true&limit=1000");
        reply.Status.ShouldBe(200, reply.Text);
        reply.Json["indexedTo"]!.GetValue<string>().ShouldNotBeEmpty();
        var row = Rows(reply).Single(r => r["customer"]!.GetValue<string>() == "els/list-1");
        (row["revision"]!.GetValue<int>(), row["enrolments"]![0]!["policy"]!.GetValue<string>(), row["contracts"]![0]!["state"]!.GetValue<string>())
            .ShouldBe((2, "ELS-EL", "active"));
    }

    [Fact]
    public async Task An_operator_lists_its_own_customers_and_an_auditor_all()
    {
        await registry.EnrolAsync("list-own");
        await registry.Emana.MustAsync("/v1/customers/emana/list-other/enrolments", new JsonObject { ["policy"] = "EMANA" });
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await CustomersAsync(auditor, "")).ShouldContain("emana/list-other");
        (await CustomersAsync(auditor, "&operator=els")).ShouldNotContain("emana/list-other");
        (await CustomersAsync(registry.Emana, "")).ShouldAllBe(c => c.StartsWith("emana/", StringComparison.Ordinal));
        (await registry.Emana.GetAsync("/v1/customers?operator=els")).Code.ShouldBe("customer-of-other-operator");
        (await registry.Emana.GetAsync("/v1/consents?operator=els")).Code.ShouldBe("customer-of-other-operator");
        (await registry.Emana.GetAsync("/v1/due?party=els")).Code.ShouldBe("not-yours");
        foreach (var path in new[] { "/v1/customers", "/v1/due" }) (await registry.Partner.GetAsync(path)).Code.ShouldBe("role-missing");
    }

    [Fact]
    public async Task A_partner_lists_consents_that_name_it_and_are_of_use_to_it_and_no_others()
    {
        foreach (var number in new[] { "gave", "withdrew", "stopped", "left", "expired" })
        {
            await registry.EnrolAsync(number);
            await ConsentAsync(number, "iehl-kanto", number == "expired" ? "2026-03-31" : null);
        }

        await ConsentAsync("gave", "occto", null);
        await registry.Els.MustAsync("/v1/customers/els/withdrew/consents/withdraw", new JsonObject());
        await registry.Els.MustAsync("/v1/customers/els/stopped/stops", new JsonObject());
        await registry.Els.MustAsync("/v1/customers/els/left/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "ELS-EL", ["state"] = "ended" });
        var seen = await registry.Partner.GetAsync("/v1/consents?current=true");
        Rows(seen).ShouldHaveSingleItem()["customer"]!.GetValue<string>().ShouldBe("els/gave");
        (await registry.Partner.GetAsync("/v1/consents?recipient=occto")).Code.ShouldBe("not-yours");
        Rows(await registry.Els.GetAsync("/v1/consents?recipient=iehl-kanto&state=withdrawn")).ShouldHaveSingleItem()["customer"]!.GetValue<string>().ShouldBe("els/withdrew");
        Rows(await registry.Els.GetAsync("/v1/consents?recipient=iehl-kanto&state=expired")).ShouldHaveSingleItem()["until"]!.GetValue<string>().ShouldBe("2026-03-31");
        Rows(await registry.Els.GetAsync("/v1/customers?stop=use")).ShouldHaveSingleItem()["customer"]!.GetValue<string>().ShouldBe("els/stopped");
        Rows(await registry.Els.GetAsync("/v1/customers?consentTo=occto")).ShouldHaveSingleItem()["customer"]!.GetValue<string>().ShouldBe("els/gave");
    }

    [Fact]
    public async Task What_comes_due_is_listed_with_its_state()
    {
        await registry.EnrolAsync("due");
        await registry.Els.MustAsync("/v1/customers/els/due/holds", new JsonObject { ["until"] = "2026-03-01", ["law"] = "法人税法" });
        await registry.Els.MustAsync("/v1/customers/els/due/holds", new JsonObject { ["until"] = "2027-03-31", ["law"] = "会社法" });
        var coming = Rows(await registry.Els.GetAsync("/v1/due?state=coming&kind=hold-ended&current=true")).ShouldHaveSingleItem();
        coming["due"]!.GetValue<string>().ShouldBe("2027-04-01T00:00:00.000+09:00");
        (await registry.Els.GetAsync("/v1/due?state=noticed&kind=hold-ended")).Json["results"]![0]!["noticed"]!.GetValue<string>().ShouldNotBeEmpty();
        Rows(await registry.Emana.GetAsync("/v1/due?kind=hold-ended")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_lead_through_all_rows_once()
    {
        for (var i = 0; i < 7; i++) await registry.EnrolAsync($"page-{i}");
        await registry.Els.GetAsync("/v1/customers?current=true");
        var whole = await CustomersAsync(registry.Els, "");
        var met = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await registry.Els.GetAsync($"/v1/customers?limit=3{next}");
            met.AddRange(Rows(page).Select(r => r["customer"]!.GetValue<string>()));
            next = page.Json["next"] is { } after ? $"&after={after.GetValue<string>()}" : null;
        }

        met.ShouldBe(whole);
    }

    [Theory]
    [InlineData("/v1/customers?colour=red")]
    [InlineData("/v1/customers?kind=dog")]
    [InlineData("/v1/customers?contractState=gone")]
    [InlineData("/v1/customers?stop=sell")]
    [InlineData("/v1/customers?enrolledSince=yesterday")]
    [InlineData("/v1/customers?current=maybe")]
    [InlineData("/v1/consents?state=lost")]
    [InlineData("/v1/consents?expiringBefore=soon")]
    [InlineData("/v1/consents?after=bm9uc2Vuc2U")]
    [InlineData("/v1/due?state=never")]
    [InlineData("/v1/due?before=2026-01-01")]
    [InlineData("/v1/due?after=bm9uc2Vuc2U")]
    public async Task A_filter_that_can_not_be_used_is_named(string path) => (await registry.Els.GetAsync(path)).Code.ShouldBe("query-invalid");

    async Task ConsentAsync(string number, string recipient, string? until)
    {
        var consent = new JsonObject { ["recipient"] = recipient, ["evidence"] = "form-1" };
        if (until is not null) consent["until"] = until;
        await registry.Els.MustAsync($"/v1/customers/els/{number}/consents", consent);
    }

    static async Task<List<string>> CustomersAsync(Client client, string filters) =>
        [.. Rows(await client.GetAsync($"/v1/customers?current=true&limit=1000{filters}")).Select(r => r["customer"]!.GetValue<string>())];

    static List<JsonNode> Rows(Reply reply) => [.. reply.Json["results"]!.AsArray().Select(r => r!)];
}
