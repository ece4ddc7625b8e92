using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>AuthZEN searches: what is found, by whom, in which pages.</summary>
public sealed class SearchTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task An_operator_finds_its_customers_of_whom_the_question_is_permitted()
    {
        await registry.EnrolAsync("find-1");
        await registry.EnrolAsync("find-2");
        await registry.Els.MustAsync("/v1/customers/els/find-2/stops", new JsonObject());
        var found = await registry.Els.FindAsync(Searching.Resource, Asking.Permitted("x"));
        found.ShouldContain("els/find-1");
        found.ShouldNotContain("els/find-2");
        await registry.Els.MustAsync("/v1/customers/els/find-2/stops/lift", new JsonObject());
        (await registry.Els.FindAsync(Searching.Resource, Asking.Permitted("x"))).ShouldContain("els/find-2");
    }

    [Fact]
    public async Task The_operator_of_a_customer_finds_who_may_and_another_party_only_itself()
    {
        await registry.EnrolAsync("who");
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = "iehl-kanto", ["role"] = "enex-group", ["from"] = "2020-01-01" });
        var question = Asking.JointUse("iehl-kanto", "who");
        (await registry.Els.FindAsync(Searching.Subject, question)).ShouldBe(["els", "iehl-kanto"]);
        (await registry.Partner.FindAsync(Searching.Subject, question)).ShouldBe(["iehl-kanto"]);
        (await registry.Emana.FindAsync(Searching.Subject, question)).ShouldBeEmpty();
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await auditor.FindAsync(Searching.Subject, question)).ShouldBe(["els", "iehl-kanto"]);
    }

    [Fact]
    public async Task Actions_are_found_with_the_purpose_they_are_permitted_for()
    {
        await registry.EnrolAsync("what");
        var found = await registry.Els.FindAsync(Searching.Action, Asking.Permitted("what"));
        found.ShouldContain("use ELS-EL-2-PU3");
        found.ShouldNotContain("provide ELS-EL-2-PU3");
        var narrowed = Asking.Permitted("what");
        narrowed["context"]!["purpose"] = "ELS-EL-2-PU3";
        (await registry.Els.FindAsync(Searching.Action, narrowed)).ShouldBe(["use ELS-EL-2-PU3"]);
    }

    [Fact]
    public async Task An_unknown_customer_and_one_of_whom_nothing_is_permitted_look_alike_to_an_outsider()
    {
        await registry.EnrolAsync("hidden");
        await registry.Els.MustAsync("/v1/customers/els/hidden/stops", new JsonObject());
        foreach (var path in new[] { Searching.Subject, Searching.Action })
            (await registry.Partner.PostAsync(path, Asking.JointUse("iehl-kanto", "hidden").Without(path))).Text
                .ShouldBe((await registry.Partner.PostAsync(path, Asking.JointUse("iehl-kanto", "never").Without(path))).Text);
    }

    [Fact]
    public async Task Nobody_searches_the_customers_of_another_operator()
    {
        var question = Asking.JointUse("iehl-kanto", "x").Without(Searching.Resource);
        (await registry.Partner.PostAsync(Searching.Resource, question)).Code.ShouldBe("customer-of-other-operator");
        (await registry.Emana.PostAsync(Searching.Resource, Asking.Permitted("x").Without(Searching.Resource))).Code.ShouldBe("customer-of-other-operator");
        (await registry.Emana.PostAsync(Searching.Action, Asking.Permitted("x").Without(Searching.Action))).Code.ShouldBe("party-mismatch");
        using var desk = await registry.KeyAsync("els", "desk");
        (await desk.PostAsync(Searching.Resource, Asking.Permitted("x").Without(Searching.Resource))).Code.ShouldBe("role-missing");
    }

    [Fact]
    public async Task An_operator_asks_of_its_own_customers_for_a_partner()
    {
        await registry.EnrolAsync("for-partner");
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = "occto", ["role"] = "enex-group", ["from"] = "2020-01-01" });
        (await registry.Els.FindAsync(Searching.Resource, Asking.JointUse("occto", "x"))).ShouldContain("els/for-partner");
        (await registry.Els.FindAsync(Searching.Action, Asking.JointUse("occto", "for-partner"))).ShouldContain("joint-use ELS-EL-5-JU2-U5");
    }

    [Fact]
    public async Task A_name_nobody_knows_finds_nothing()
    {
        (await registry.Els.FindAsync(Searching.Resource, Asking.Question("els", "x", "ELS-EL-2-PU3", "no-such/item"))).ShouldBeEmpty();
        (await registry.Els.FindAsync(Searching.Action, Asking.Question("els", "els/never", "-", "ELS-EL-3/name"))).ShouldBeEmpty();
        (await registry.Els.FindAsync(Searching.Subject, Asking.Question("x", "els/never", "no-such", "ELS-EL-3/name"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_id_of_what_is_sought_is_let_go()
    {
        await registry.EnrolAsync("ignored");
        (await registry.Els.PostAsync(Searching.Resource, Asking.Permitted("no-such"))).Json["results"]!.AsArray()
            .Select(r => r!["id"]!.GetValue<string>()).ShouldContain("els/ignored");
        (await registry.Els.PostAsync(Searching.Subject, Asking.Question("no-such", "els/ignored", "ELS-EL-2-PU3", "ELS-EL-3/name"))).Json["results"]!.ToJsonString()
            .ShouldBe("""[{"type":"party","id":"els"}]""");
    }

    [Fact]
    public async Task A_token_that_was_changed_or_given_for_something_else_is_refused()
    {
        for (var i = 0; i < 3; i++) await registry.EnrolAsync($"token-{i}");
        var question = Asking.Permitted("x");
        var page = (await registry.Els.PostAsync(Searching.Resource, question.Without(Searching.Resource).OnPage(1, null))).Json;
        var token = page["page"]!["next_token"]!.GetValue<string>();
        token.ShouldNotBeEmpty();
        await TakenAsync(registry.Els, question, token, 200);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'Q' : 'A';
            await TakenAsync(registry.Els, question, new string(changed), 400);
        }

        await TakenAsync(registry.Els, Asking.Question("els", "x", "ELS-EL-2-PU1", "ELS-EL-3/name"), token, 400);
        await TakenAsync(registry.Admin, question, token, 400);
        using var auditor = await registry.KeyAsync("occto", "audit");
        await TakenAsync(auditor, question, token, 400);
        (await registry.Els.PostAsync(Searching.Subject, Asking.Permitted("token-0").Without(Searching.Subject).OnPage(1, token))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("""{"page":[]}""", "/page", "field-type")]
    [InlineData("""{"page":{"limit":0}}""", "/page/limit", "field-type")]
    [InlineData("""{"page":{"limit":1001}}""", "/page/limit", "field-type")]
    [InlineData("""{"page":{"limit":"9"}}""", "/page/limit", "field-type")]
    [InlineData("""{"page":{"token":7}}""", "/page/token", "field-type")]
    [InlineData("""{"page":{"next_token":"x"}}""", "/page", "field-unknown")]
    [InlineData("""{"page":{},"page":{}}""", "/page", "field-duplicate")]
    [InlineData("""{"context":{"explain":true}}""", "/context/explain", "field-unknown")]
    [InlineData("{}", "/resource/type", "field-missing")]
    public async Task A_fault_is_named_with_its_place(string body, string path, string code)
    {
        foreach (var search in new[] { Searching.Subject, Searching.Resource, Searching.Action })
            Faults(await registry.Els.PostTextAsync(search, body)).ShouldContain((path, code), search);
    }

    [Fact]
    public async Task What_is_needed_is_all_but_what_is_sought()
    {
        Faults(await registry.Els.PostTextAsync(Searching.Subject, "{}")).Select(f => f.Path).ShouldBe(["/subject/type", "/action/name", "/resource/type", "/resource/id", "/resource/properties/items"]);
        Faults(await registry.Els.PostTextAsync(Searching.Resource, "{}")).Select(f => f.Path).ShouldBe(["/subject/type", "/subject/id", "/action/name", "/resource/type", "/resource/properties/items"]);
        Faults(await registry.Els.PostTextAsync(Searching.Action, "{}")).Select(f => f.Path).ShouldBe(["/subject/type", "/subject/id", "/resource/type", "/resource/id", "/resource/properties/items"]);
        Faults(await registry.Els.PostTextAsync(Searching.Action, """{"action":{"name":"use"}}""")).ShouldContain(("/action", "field-unknown"));
    }

    static List<(string Path, string Code)> Faults(Reply reply) =>
        [.. reply.Json["errors"]!.AsArray().Select(e => (e!["path"]!.GetValue<string>(), e["code"]!.GetValue<string>()))];

    static async Task TakenAsync(Client client, JsonObject question, string token, int status)
    {
        var reply = await client.PostAsync(Searching.Resource, question.Without(Searching.Resource).OnPage(1, token));
        reply.Status.ShouldBe(status, reply.Text);
        if (status == 400) Faults(reply).ShouldBe([("/page/token", "field-type")]);
    }
}
