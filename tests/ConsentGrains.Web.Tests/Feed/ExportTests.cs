using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>What a party begins with: the state of its scope, and a cursor behind which nothing is missing.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    const string Member = "iehl-kanto";
    readonly TestRegistry registry = new();
    Client member = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        member = await registry.KeyAsync(Member, "subscribe");
        foreach (var number in new[] { "C-1", "C-2", "C-3" }) await registry.EnrolAsync(number);
        await TellAsync("consents", new JsonObject { ["purpose"] = "ELS-EL-5-JU2-U5", ["evidence"] = "form" });
        await TellAsync("consents", new JsonObject { ["purpose"] = "ELS-EL-2-PU3", ["evidence"] = "form" });
        await TellAsync("stops", new JsonObject { ["policy"] = "ELS-EL" });
        await registry.Emana.MustAsync("/v1/customers/emana/M-1/enrolments", new JsonObject { ["policy"] = "EMANA" });
    }

    public async Task DisposeAsync()
    {
        member.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Gaining_a_role_gives_the_state_of_its_scope_and_a_cursor_and_losing_it_nothing_more()
    {
        (await SubjectsAsync(member)).ShouldBeEmpty("it has no ground yet");
        var before = (await member.GetAsync("/v1/changes")).Json.Text("next");
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = Member, ["role"] = "enex-group", ["from"] = "2026-01-01" });
        var began = (await member.GetAsync($"/v1/changes?after={before}")).Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        (began.Text("type"), began["data"]!.Text("export")).ShouldBe(("jp.consentgrains.entitlement.began.v1", "/v1/changes/export"));
        var lines = await LinesAsync(member);
        lines.Select(l => l["subject"]?.GetValue<string>()).Where(s => s is not null).Order().ShouldBe(["els/C-1", "els/C-2", "els/C-3"]);
        var first = lines.Single(l => l["subject"]?.GetValue<string>() == "els/C-1");
        first["consents"]!.AsArray().ShouldHaveSingleItem()!.Text("purpose").ShouldBe("ELS-EL-5-JU2-U5");
        first["stops"]!.AsArray().ShouldHaveSingleItem()!.Text("policy").ShouldBe("ELS-EL");
        var contract = first["contracts"]!.AsArray().ShouldHaveSingleItem()!;
        (contract.Text("state"), contract["contract"]).ShouldBe(("active", null), "the number of a contract is asked for, with a decision");
        first["revision"]!.GetValue<int>().ShouldBe(5);
        await registry.EnrolAsync("C-4");
        var told = (await member.GetAsync($"/v1/changes?after={lines[0].Text("cursor")}")).Json["results"]!.AsArray();
        told.Select(t => t!.Text("subject")).Distinct().ShouldBe(["els/C-4"], "from the cursor on everything comes");
        await registry.Admin.MustAsync("/v1/roles/end", new JsonObject { ["party"] = Member, ["role"] = "enex-group", ["until"] = "2026-03-31" });
        (await SubjectsAsync(member)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operator_has_its_own_customers_whole_and_an_auditor_all()
    {
        using var els = await registry.KeyAsync("els", "subscribe");
        (await SubjectsAsync(els)).Order().ShouldBe(["els/C-1", "els/C-2", "els/C-3"]);
        var line = (await LinesAsync(els)).Single(l => l["subject"]?.GetValue<string>() == "els/C-1");
        (line["consents"]!.AsArray().Count, line["contracts"]![0]!.Text("contract")).ShouldBe((2, "K1"));
        (await SubjectsAsync(registry.Admin)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_ref_is_the_one_that_changes_carry_and_an_erased_customer_is_in_no_export()
    {
        using var els = await registry.KeyAsync("els", "subscribe");
        var line = (await LinesAsync(els)).Single(l => l["subject"]?.GetValue<string>() == "els/C-2");
        var told = (await els.GetAsync("/v1/changes?from=beginning")).Json["results"]!.AsArray().First(t => t!["subject"]?.GetValue<string>() == "els/C-2")!;
        line.Text("ref").ShouldBe(told["data"]!.Text("ref"));
        await registry.Els.MustAsync("/v1/commands", new JsonObject { ["erase"] = new JsonObject { ["customer"] = "els/C-2" } });
        (await SubjectsAsync(els)).Order().ShouldBe(["els/C-1", "els/C-3"]);
    }

    [Fact]
    public async Task A_supply_point_is_shown_to_its_area_and_its_retailer()
    {
        await registry.Els.MustAsync("/v1/supply-points/0300000000000000000001", new JsonObject { ["customer"] = "els/C-1", ["voltage"] = "low" });
        using var gtdo = await registry.KeyAsync("gtdo-03", "subscribe");
        var line = (await LinesAsync(gtdo)).Single(l => l["subject"] is not null);
        (line.Text("subject"), line.Text("retailer"), line["customer"]).ShouldBe(("0300000000000000000001", "els", null));
        using var elsewhere = await registry.KeyAsync("gtdo-04", "subscribe");
        (await SubjectsAsync(elsewhere)).ShouldBeEmpty();
    }

    Task TellAsync(string what, JsonObject body) => registry.Els.MustAsync($"/v1/customers/els/C-1/{what}", body);

    static async Task<List<JsonNode>> LinesAsync(Client client)
    {
        var reply = await client.GetAsync("/v1/changes/export");
        (reply.Status, reply.Type).ShouldBe((200, "application/x-ndjson"));
        var lines = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        (lines[0]["cursor"] is not null, lines[^1]["end"]!.GetValue<bool>(), lines[^1]["count"]!.GetValue<int>()).ShouldBe((true, true, lines.Count - 2));
        return lines;
    }

    static async Task<List<string>> SubjectsAsync(Client client) => [.. (await LinesAsync(client)).Select(l => l["subject"]?.GetValue<string>()).OfType<string>()];
}
