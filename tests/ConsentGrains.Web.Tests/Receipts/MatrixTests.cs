using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Receipts;

/// <summary>Who may see what: the matrix says what the decision says.</summary>
public sealed class MatrixTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    async Task<JsonNode> MatrixAsync(string number) => (await registry.Els.GetAsync($"/v1/customers/els/{number}/matrix")).Json;

    static JsonNode Row(JsonNode matrix, string party, string standing) => matrix["policies"]![0]!["parties"]!.AsArray()
        .Single(r => r!["party"]!.GetValue<string>() == party && r["standing"]!.GetValue<string>() == standing)!;

    static IEnumerable<JsonNode> Ways(JsonNode row) =>
        row["cells"]!.AsArray().Where(c => c!["permitted"]!.GetValue<bool>()).SelectMany(c => c!["ways"]!.AsArray()).Select(w => w!);

    [Fact]
    public async Task Every_way_is_permitted_when_it_is_asked_for_and_rests_on_the_same_clauses()
    {
        await registry.EnrolAsync("m1");
        var matrix = await MatrixAsync("m1");
        var rows = matrix["policies"]![0]!["parties"]!.AsArray();
        rows[0]!["standing"]!.GetValue<string>().ShouldBe("operator");
        var asked = 0;
        foreach (var way in Ways(rows[0]!))
        {
            var question = Asking.Question("els", "els/m1", way["purpose"]!.GetValue<string>(), [.. way["items"]!.AsArray().Select(i => i!.GetValue<string>())]);
            var reply = await registry.Els.AskAsync(question);
            reply.Decision.ShouldBeTrue(reply.Text);
            reply.Context["clauses"]!.ToJsonString().ShouldBe(way["clauses"]!.ToJsonString());
            asked++;
        }

        asked.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_cell_for_every_group_with_a_reason_where_nothing_is_permitted()
    {
        await registry.EnrolAsync("m2");
        var policy = (await MatrixAsync("m2"))["policies"]![0]!;
        var groups = policy["groups"]!.AsArray().Count;
        groups.ShouldBeGreaterThan(1);
        foreach (var row in policy["parties"]!.AsArray())
        {
            row!["cells"]!.AsArray().Count.ShouldBe(groups);
            foreach (var cell in row["cells"]!.AsArray())
                if (!cell!["permitted"]!.GetValue<bool>()) cell["reason"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_recipient_is_there_by_a_consent_and_a_withdrawal_turns_its_cells()
    {
        await registry.EnrolAsync("m3");
        await registry.Els.MustAsync("/v1/customers/els/m3/consents", new JsonObject { ["purpose"] = "ELS-EL-2-PU3", ["recipient"] = "occto", ["items"] = new JsonArray("ELS-EL-3/name"), ["evidence"] = "FORM-1" });
        var way = Ways(Row(await MatrixAsync("m3"), "occto", "recipient")).ShouldHaveSingleItem();
        way["act"]!.GetValue<string>().ShouldBe("provide");
        way["items"]!.AsArray().Count.ShouldBe(1);
        await registry.Els.MustAsync("/v1/customers/els/m3/consents/withdraw", new JsonObject());
        var row = Row(await MatrixAsync("m3"), "occto", "recipient");
        Ways(row).ShouldBeEmpty();
        row["cells"]!.AsArray().Select(c => c!["reason"]!.GetValue<string>()).ShouldContain("consent-withdrawn");
    }

    [Fact]
    public async Task Joint_users_are_there_with_their_scheme()
    {
        await registry.EnrolAsync("m4");
        await registry.Els.MustAsync("/v1/roles", new JsonObject { ["party"] = "iehl-kanto", ["role"] = "enex-partner", ["from"] = "2026-04-01" });
        var row = Row(await MatrixAsync("m4"), "iehl-kanto", "joint-user");
        Ways(row).Select(w => w["act"]!.GetValue<string>()).Distinct().ShouldBe(["joint-use"]);
    }

    [Fact]
    public async Task A_contractor_is_there_by_its_entry()
    {
        await registry.EnrolAsync("m5");
        await registry.Els.MustAsync("/v1/entrustments", new JsonObject
        {
            ["operator"] = "els",
            ["recipient"] = "occto",
            ["work"] = new JsonArray("mail"),
            ["purposes"] = new JsonArray("ELS-EL-2-PU3"),
            ["items"] = new JsonArray("ELS-EL-3/name"),
            ["from"] = "2026-01-01",
            ["safety"] = true,
            ["confidentiality"] = true,
            ["reentrustment"] = true,
            ["supervision"] = true,
            ["finding"] = true,
        });
        Ways(Row(await MatrixAsync("m5"), "occto", "contractor")).ShouldHaveSingleItem()["basis"]!.GetValue<string>().ShouldBe("entrustment");
    }

    [Fact]
    public async Task It_is_a_page_too()
    {
        await registry.EnrolAsync("m6");
        var reply = await registry.Els.GetAsync("/v1/customers/els/m6/matrix?format=html");
        (reply.Status, reply.Type).ShouldBe((200, "text/html"));
        reply.Text.ShouldContain("情報の取扱い一覧");
        reply.Text.ShouldContain("ELS-EL-2-PU3");
        reply.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
    }
}
