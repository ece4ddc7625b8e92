using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Policies;

public sealed class DraftEndpointsTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_draft_is_put_down_listed_read_and_withdrawn()
    {
        var source = Drafting.File("ELS-EL", "2");
        var put = await registry.Els.DraftAsync("ELS-EL", source);
        put.Status.ShouldBe(201, put.Text);
        var listed = (await registry.Els.GetAsync("/v1/policies/ELS-EL/drafts")).Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        (listed["version"]!.GetValue<string>(), listed["from"]!.GetValue<string>()).ShouldBe(("2", "2027-04-01"));
        listed["revision"]!.GetValue<int>().ShouldBe(put.Json["revision"]!.GetValue<int>());
        (await registry.Els.GetAsync("/v1/policies/ELS-EL/drafts/2")).Json["source"]!.GetValue<string>().ShouldBe(source);
        (await registry.Els.GetAsync("/v1/policies/ELS-EL")).Json["versions"]!.AsArray().Count.ShouldBe(1);
        (await registry.Els.PostAsync("/v1/policies/ELS-EL/drafts/2/withdraw", new JsonObject())).Status.ShouldBe(201);
        (await registry.Els.GetAsync("/v1/policies/ELS-EL/drafts/2")).Status.ShouldBe(404);
        (await registry.Els.PostAsync("/v1/policies/ELS-EL/drafts/2/withdraw", new JsonObject())).Code.ShouldBe("draft-unknown");
    }

    [Fact]
    public async Task A_malformed_file_is_refused_with_the_line_and_what_is_wrong()
    {
        var reply = await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2").Replace("operator: els", "operator: els\nshoe-size: 42", StringComparison.Ordinal));
        reply.Status.ShouldBe(400);
        reply.Text.ShouldContain("unknown-key");
        reply.Text.ShouldContain("shoe-size");
        reply.Text.ShouldMatch("source:[0-9]+:[0-9]+");
    }

    [Theory]
    [InlineData("ELS-TEL", 400, "fields-invalid")]
    [InlineData("ELS-GAS", 400, "fields-invalid")]
    public async Task A_draft_is_of_the_policy_it_is_sent_to(string policy, int status, string code)
    {
        var reply = await registry.Admin.DraftAsync(policy, Drafting.File("ELS-EL", "2"));
        (reply.Status, reply.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task Others_do_not_see_it_nor_that_there_is_one()
    {
        (await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2"))).Status.ShouldBe(201);
        foreach (var path in new[] { "", "/2", "/2/diff", "/2/impact" }) (await registry.Emana.GetAsync("/v1/policies/ELS-EL/drafts" + path)).Status.ShouldBe(404, path);
        (await registry.Emana.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "3"))).Code.ShouldBe("not-yours");
        (await registry.Emana.PostAsync("/v1/policies/ELS-EL/drafts/2/withdraw", new JsonObject())).Code.ShouldBe("not-yours");
        (await registry.Partner.GetAsync("/v1/policies/ELS-EL/drafts")).Code.ShouldBe("role-missing");
    }

    [Fact]
    public async Task Only_an_administrator_publishes_and_what_was_looked_at_or_nothing()
    {
        var seen = (await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", dated: false))).Json["revision"]!.GetValue<int>();
        (await registry.Els.PublishAsync("ELS-EL", "2", "2027-04-01")).Code.ShouldBe("role-missing");
        var replaced = (await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", "title: もう一つ", dated: false))).Json["revision"]!.GetValue<int>();
        (await registry.Admin.PublishAsync("ELS-EL", "2", "2027-04-01", seen)).Code.ShouldBe("draft-changed");
        (await registry.Admin.PublishAsync("ELS-EL", "2", "2020-01-01", replaced)).Code.ShouldBe("day-in-past");
        (await registry.Admin.PublishAsync("ELS-EL", "2", "2027-04-01", replaced)).Status.ShouldBe(201);
        (await registry.Partner.GetAsync("/v1/policies/ELS-EL")).Json["versions"]!.AsArray().Select(v => $"{v!["version"]} {v["from"]}").ShouldBe(["1 ", "2 2027-04-01"]);
        (await registry.Els.GetAsync("/v1/policies/ELS-EL/drafts")).Json["results"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_published_from_today_binds_the_next_answer()
    {
        await registry.Els.MustAsync("/v1/customers/els/C-1/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
        (await registry.Els.AskAsync(Use("C-1", "ELS-EL-2-PU12"))).Decision.ShouldBeTrue();
        await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", Drafting.WithoutPartners, dated: false));
        (await registry.Els.AskAsync(Use("C-1", "ELS-EL-2-PU12"))).Decision.ShouldBeTrue();
        (await registry.Admin.PublishAsync("ELS-EL", "2", Core.Instant.From(registry.Time.GetUtcNow()).Day.ToString("yyyy-MM-dd"))).Status.ShouldBe(201);
        (await registry.Els.AskAsync(Use("C-1", "ELS-EL-2-PU12"))).Reason.ShouldBe("purpose-not-stated");
    }

    [Fact]
    public async Task A_comparison_tells_differences_notices_and_findings()
    {
        await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", Drafting.WithoutPartners));
        var compared = (await registry.Els.GetAsync("/v1/policies/ELS-EL/drafts/2/diff")).Json;
        (compared["was"]!.GetValue<string>(), compared["is"]!.GetValue<string>(), compared["day"]!.GetValue<string>()).ShouldBe(("1", "2", "2027-04-01"));
        compared["differences"]!.AsArray().Select(d => $"{d!["kind"]} {d["subject"]} {d["change"]} {d["reach"]}").ShouldBe(
            ["purpose ELS-EL-2-PU12 removed narrower", "scheme-purpose ELS-EL-5-JU2-U8 removed narrower"]);
        compared["notices"]!.AsArray().Select(n => $"{n!["notice"]} {n["when"]} {n["law"]![0]}").ShouldBe(["joint-use-change before APPI 27(6)"]);
        compared["findings"]!.AsArray().Select(f => f!["finding"]!.GetValue<string>()).ShouldContain("particulars-missing");
        (await registry.Admin.PublishAsync("ELS-EL", "2")).Status.ShouldBe(201);
        (await registry.Partner.GetAsync("/v1/policies/ELS-EL/versions/2/diff")).Json["differences"]!.ToJsonString().ShouldBe(compared["differences"]!.ToJsonString());
        (await registry.Partner.GetAsync("/v1/policies/ELS-EL/versions/1/diff")).Json["differences"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "APPI 27(5)(i)")]
    [InlineData("?day=2020-01-01", "APPI 23(5)(i)")]
    [InlineData("?day=2010-01-01", "APPI 23(4)(i)")]
    public async Task The_law_is_read_as_numbered_on_a_day(string query, string entrustment)
    {
        var law = (await registry.Partner.GetAsync("/v1/law" + query)).Json;
        law["rules"]!.AsArray().Single(r => r!["topic"]!.GetValue<string>() == "entrustment")!["citation"]!.GetValue<string>().ShouldBe(entrustment);
    }

    static JsonObject Use(string customer, string purpose) => new()
    {
        ["subject"] = new JsonObject { ["type"] = "party", ["id"] = "els" },
        ["action"] = new JsonObject { ["name"] = "use", ["properties"] = new JsonObject { ["purpose"] = purpose } },
        ["resource"] = new JsonObject { ["type"] = "customer", ["id"] = $"els/{customer}", ["properties"] = new JsonObject { ["items"] = new JsonArray("ELS-EL-3/name") } },
    };
}
