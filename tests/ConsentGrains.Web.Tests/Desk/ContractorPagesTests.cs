using System.Net;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>The register of contractors on its page: the tree, what an entry lacks, what is overdue, a look recorded.</summary>
public sealed class ContractorPagesTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();
    Browsing pages = null!;
    Client els = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        els = await registry.KeyAsync("els", "desk", "register", "decide");
        pages = new(registry.Address);
        await pages.SignInAsync(els.Secret!);
        await els.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = "els/W-1", ["policy"] = "ELS-TEL" } });
        foreach (var party in new[] { "first", "second", "third" }) await registry.Admin.MustAsync("/v1/parties", new JsonObject { ["id"] = party, ["name"] = $"{party} 株式会社" });
    }

    public async Task DisposeAsync()
    {
        pages.Dispose();
        els.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Re_entrustment_stands_below_what_it_stands_under()
    {
        await registry.Admin.MustAsync("/v1/entrustments", Entry("a", "els", "first", null));
        await registry.Admin.MustAsync("/v1/entrustments", Entry("b", "first", "second", "a"));
        await registry.Admin.MustAsync("/v1/entrustments", Entry("c", "second", "third", "b"));
        var text = (await pages.GetAsync("/desk/contractors")).Text;
        foreach (var line in new[] { "<td>first 株式会社", "<td>└ second 株式会社", "<td>\u3000└ third 株式会社" }) text.ShouldContain(line);
        text.ShouldNotContain("欠けている");
    }

    [Theory]
    [InlineData("safety", false, "安全管理措置")]
    [InlineData("confidentiality", false, "秘密保持")]
    [InlineData("reentrustment", false, "再委託の条件")]
    [InlineData("supervision", false, "監督")]
    [InlineData("finding", null, "選定")]
    [InlineData("finding", false, "選定（不適格）")]
    public async Task What_an_entry_lacks_is_shown_and_it_carries_no_decision_nor_does_what_stands_below(string clause, bool? value, string shown)
    {
        var entry = Entry("a", "els", "first", null);
        if (value is { } said) entry[clause] = said;
        else entry.Remove(clause);
        await registry.Admin.MustAsync("/v1/entrustments", entry);
        await registry.Admin.MustAsync("/v1/entrustments", Entry("b", "first", "second", "a"));
        var text = (await pages.GetAsync("/desk/contractors")).Text;
        text.ShouldContain($"欠けている: {shown}（");
        text.ShouldContain("欠けている: 上位の登録（");
        (await EntrustedAsync("first")).Reason.ShouldBe("entrustment-missing");
    }

    [Fact]
    public async Task A_whole_entry_carries_the_decision_also_when_a_look_at_it_is_overdue()
    {
        await registry.Admin.MustAsync("/v1/entrustments", Entry("a", "els", "first", null));
        var form = (await pages.GetAsync("/desk/contractors")).Form("/desk/contractors")!;
        (await pages.PostAsync("/desk/contractors", [.. form, ("id", "a"), ("on", "2026-03-01"), ("what", "audit"), ("result", "to-improve"), ("next", "2026-03-20")])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await pages.GetAsync("/desk/contractors");
        page.Html.ShouldContain("<tr class=\"late\">");
        page.Text.ShouldContain("2026-03-01 audit: to-improve");
        (await EntrustedAsync("first")).Decision.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_operator_sees_none_of_it_and_an_auditor_all_without_a_form()
    {
        await registry.Admin.MustAsync("/v1/entrustments", Entry("a", "els", "first", null));
        using var other = new Browsing(registry.Address);
        await other.SignInAsync((await registry.KeyAsync("emana", "desk")).Secret!);
        (await other.GetAsync("/desk/contractors")).Text.ShouldNotContain("first");
        using var auditor = new Browsing(registry.Address);
        await auditor.SignInAsync((await registry.KeyAsync("ens", "audit")).Secret!);
        var seen = await auditor.GetAsync("/desk/contractors");
        seen.Text.ShouldContain("first 株式会社");
        seen.Form("/desk/contractors").ShouldBeNull();
    }

    Task<Reply> EntrustedAsync(string recipient)
    {
        var question = Asking.Question("els", "els/W-1", "ELS-TEL-1.1-PU1", "ELS-TEL-1.1/name");
        question["action"]!["name"] = "entrust";
        question["context"] = new JsonObject { ["recipient"] = recipient };
        return els.AskAsync(question);
    }

    static JsonObject Entry(string id, string by, string to, string? under)
    {
        var entry = new JsonObject
        {
            ["id"] = id,
            ["operator"] = by,
            ["recipient"] = to,
            ["work"] = new JsonArray("受付業務"),
            ["purposes"] = new JsonArray("ELS-TEL-1.1-PU1"),
            ["items"] = new JsonArray("ELS-TEL-1.1/name"),
            ["from"] = "2026-01-01",
            ["safety"] = true,
            ["confidentiality"] = true,
            ["reentrustment"] = true,
            ["supervision"] = true,
            ["finding"] = true,
        };
        if (under is not null) entry["under"] = under;
        return entry;
    }
}
