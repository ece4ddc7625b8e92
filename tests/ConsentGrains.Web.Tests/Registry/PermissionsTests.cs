using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

/// <summary>Who may do what: docs/api/security.md as a table.</summary>
public sealed class PermissionsTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task Another_operators_customers_are_refused_before_anything_is_looked_up()
    {
        await registry.EnrolAsync("mine");
        foreach (var number in new[] { "mine", "unknown" })
        {
            (await registry.Emana.GetAsync($"/v1/customers/els/{number}")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Emana.GetAsync($"/v1/customers/els/{number}/history")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Emana.PostTextAsync($"/v1/customers/els/{number}/stops", "{}")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Emana.PostTextAsync("/v1/commands", $$"""{"stop":{"customer":"els/{{number}}"} }""")).Code.ShouldBe("customer-of-other-operator");
        }
    }

    [Theory]
    [InlineData("/v1/customers/els/C1")]
    [InlineData("/v1/customers/iehl-kanto/C1")]
    [InlineData("/v1/customers/els/C1/history")]
    [InlineData("/v1/keys")]
    public async Task A_partner_reads_nothing_of_customers_and_keys(string path) =>
        (await registry.Partner.GetAsync(path)).Code.ShouldBe("role-missing");

    [Theory]
    [InlineData("parties", """{"id":"new-party","name":"New"}""")]
    [InlineData("roles", """{"party":"emana","role":"retailer","from":"2026-04-01"}""")]
    [InlineData("roles", """{"party":"emana","role":"public-body","from":"2026-04-01"}""")]
    [InlineData("policies", """{"source":"x"}""")]
    public async Task What_concerns_everybody_is_the_administrators(string path, string body)
    {
        var reply = await registry.Els.PostTextAsync($"/v1/{path}", body);
        reply.Status.ShouldBeOneOf(400, 403);
        if (path != "policies") reply.Code.ShouldBe("role-missing");
    }

    [Theory]
    [InlineData("purposes", """{"id":"emana-x","operator":"emana","policy":"EMANA","text":"t","items":["EMANA-1/name"]}""")]
    [InlineData("entrustments", """{"operator":"emana","recipient":"occto","work":[],"purposes":[],"items":[],"from":"2026-04-01"}""")]
    [InlineData("terms", """{"operator":"emana","policy":"EMANA","recipient":"occto"}""")]
    [InlineData("sites", """{"id":"emana-www","operator":"emana","policy":"EMANA","underArticle27_12":true,"noticeComplete":true}""")]
    public async Task What_an_operator_answers_for_is_its_own(string path, string body) =>
        (await registry.Els.PostTextAsync($"/v1/{path}", body)).Code.ShouldBe("not-yours");

    [Fact]
    public async Task An_operator_keeps_the_rosters_of_its_own_scheme()
    {
        const string Entry = """{"party":"occto","role":"enex-group","from":"2026-04-01"}""";
        (await registry.Els.PostTextAsync("/v1/roles", Entry)).Status.ShouldBe(201);
        (await registry.Emana.PostTextAsync("/v1/roles", Entry)).Code.ShouldBe("role-missing");
        (await registry.Els.PostTextAsync("/v1/roles/end", """{"party":"occto","role":"enex-group","until":"2026-12-31"}""")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_re_entrustment_is_recorded_by_the_operator_that_approves_it()
    {
        using var contractor = await registry.KeyAsync("jpnic", "register");
        await registry.Els.MustAsync("/v1/entrustments", Entry("top", "els", "jpnic", null));
        var onward = Entry("onward", "jpnic", "occto", "top");
        (await contractor.PostAsync("/v1/entrustments", onward)).Code.ShouldBe("not-yours");
        (await registry.Els.PostAsync("/v1/entrustments", onward)).Status.ShouldBe(201);
        (await registry.Emana.PostTextAsync("/v1/entrustments/onward/end", """{"until":"2026-12-31"}""")).Code.ShouldBe("not-yours");
        (await contractor.PostTextAsync("/v1/entrustments/onward/end", """{"until":"2026-12-31"}""")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Who_works_for_whom_is_told_to_the_two_and_to_auditors()
    {
        await registry.Els.MustAsync("/v1/entrustments", Entry("seen", "els", "nttw", null));
        using var contractor = await registry.KeyAsync("nttw", "decide");
        using var auditor = await registry.KeyAsync("occto", "audit");
        foreach (var client in new[] { registry.Els, contractor, auditor })
            (await client.GetAsync("/v1/entrustments/seen")).Status.ShouldBe(200);
        (await registry.Emana.GetAsync("/v1/entrustments/seen")).Code.ShouldBe("not-found");
        (await registry.Emana.GetAsync("/v1/entrustments")).Json["results"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_auditor_sees_everything_and_changes_nothing()
    {
        using var auditor = await registry.KeyAsync("occto", "audit");
        await registry.EnrolAsync("audited");
        (await auditor.GetAsync("/v1/customers/els/audited")).Status.ShouldBe(200);
        (await auditor.GetAsync("/v1/keys")).Status.ShouldBe(200);
        (await auditor.PostTextAsync("/v1/customers/els/audited/stops", "{}")).Code.ShouldBe("role-missing");
        (await auditor.PostTextAsync("/v1/keys", "{}")).Code.ShouldBe("role-missing");
    }

    [Fact]
    public async Task A_key_without_the_role_to_ask_does_not_ask()
    {
        using var registrar = await registry.KeyAsync("els", "register");
        (await registrar.AskAsync(Asking.Permitted("nobody"))).Code.ShouldBe("role-missing");
    }

    static JsonObject Entry(string id, string by, string recipient, string? under)
    {
        var entry = JsonNode.Parse($$"""
            {"id":"{{id}}","operator":"{{by}}","recipient":"{{recipient}}","work":["meter reading"],"purposes":["ELS-EL-2-PU3"],"items":["ELS-EL-3/name"],
             "from":"2026-04-01","safety":true,"confidentiality":true,"reentrustment":true,"supervision":true,"finding":true}
            """)!.AsObject();
        if (under is not null) entry["under"] = under;
        return entry;
    }
}
