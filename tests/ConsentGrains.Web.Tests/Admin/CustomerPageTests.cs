using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Admin;

/// <summary>A customer's pages in a real browser: they say what the API says, work without a script and by the keyboard alone, and everybody can read them.</summary>
[Collection(Chromium.Name)]
public sealed class CustomerPageTests(Chromium chromium) : IAsyncLifetime
{
    const string Path = "/v1/customers/els/C-000123";
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync("C-000123");
        await registry.Els.MustAsync(Path + "/consents", new JsonObject { ["purpose"] = "ELS-EL-2-PU3", ["recipient"] = "iehl-kanto", ["items"] = new JsonArray("ELS-EL-3/name"), ["evidence"] = "form-7" });
        await registry.Els.MustAsync(Path + "/stops", new JsonObject { ["act"] = "use", ["purpose"] = "ELS-EL-2-PU9", ["channel"] = "phone", ["evidence"] = "call-8" });
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [BrowserFact]
    public async Task Its_state_and_its_timeline_are_those_of_the_API_without_a_script()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await OpenAsync(tab);
        (await tab.HeadingAsync()).ShouldBe("お客さま els/C-000123");
        var api = (await registry.Els.GetAsync(Path)).Json;
        (await tab.Page.Locator("#revision").InnerTextAsync()).ShouldBe($"{api["revision"]}");
        foreach (var text in new[] { "ELS-EL", "契約中", "ELS-EL-2-PU3", "iehl-kanto", "氏名", "ELS-EL-2-PU9", "phone" })
            (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain(text);
        await tab.FollowAsync("経過");
        var history = (await registry.Els.GetAsync(Path + "/history")).Json["results"]!.AsArray();
        (await tab.Page.Locator(".timeline > li").CountAsync()).ShouldBe(history.Count);
        (await tab.Page.Locator(".timeline code").AllTextContentsAsync()).ShouldContain(history[^1]!["type"]!.GetValue<string>());
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_long_timeline_is_turned_page_by_page()
    {
        for (var i = 0; i < 60; i++) await registry.Els.MustAsync(Path + "/contracts", new JsonObject { ["id"] = $"N-{i}", ["policy"] = "ELS-EL", ["state"] = "active" });
        await using var tab = await chromium.OpenAsync(registry.Address);
        await OpenAsync(tab);
        await tab.FollowAsync("経過");
        var seen = await tab.Page.Locator(".timeline > li strong").AllInnerTextsAsync();
        (seen.Count, seen[0]).ShouldBe((50, "契約 N-59: 契約中"));
        await tab.FollowAsync("以前の記録");
        seen = await tab.Page.Locator(".timeline > li strong").AllInnerTextsAsync();
        (seen.Count, seen[0]).ShouldBe((14, "契約 N-9: 契約中"));
    }

    [BrowserFact]
    public async Task The_matrix_says_what_the_API_says_and_opens_by_the_keyboard()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await OpenAsync(tab);
        await tab.FollowAsync("誰が何を見られるか");
        var policy = (await registry.Els.GetAsync(Path + "/matrix")).Json["policies"]!.AsArray().ShouldHaveSingleItem()!;
        var parties = policy["parties"]!.AsArray();
        (await tab.Page.Locator(".matrix tbody tr").CountAsync()).ShouldBe(parties.Count);
        var cells = parties.SelectMany(p => p!["cells"]!.AsArray()).ToList();
        var marks = await tab.Page.Locator(".matrix tbody summary").AllTextContentsAsync();
        marks.Select(m => m[0] != '×').ShouldBe(cells.Select(c => c!["permitted"]!.GetValue<bool>()));
        marks.ShouldContain(m => m[0] == '△', "what rests on a consent is on a condition");
        var summary = tab.Page.Locator(".matrix tbody summary").First;
        (await summary.GetAttributeAsync("title")).ShouldBe(string.Join("、", cells[0]!["ways"]!.AsArray().SelectMany(w => w!["clauses"]!.AsArray().Select(c => c!.GetValue<string>())).Distinct()));
        await summary.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        (await tab.Page.Locator(".matrix details[open] p").First.InnerTextAsync()).ShouldContain("ELS-EL-2-PU1");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_question_is_a_real_decision_with_every_gate()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await OpenAsync(tab);
        await tab.FollowAsync("判断を試す");
        await tab.ChooseAsync("act", "use");
        await tab.ChooseAsync("purpose", "ELS-EL-2-PU3");
        await tab.Page.GetByLabel("氏名", new() { Exact = true }).CheckAsync();
        await tab.PressAsync("判断を求める");
        (await tab.Page.Locator("#answer").InnerTextAsync()).ShouldBe("許可");
        (await tab.Page.Locator("section.act tbody tr").CountAsync()).ShouldBe(10, "every gate");
        var id = await tab.Page.Locator("#decision").InnerTextAsync();
        (await registry.Els.GetAsync(Path + "/decisions?kind=explanation")).Json["results"]![0]!["id"]!.GetValue<string>().ShouldBe(id);
        await tab.Page.GetByLabel("氏名", new() { Exact = true }).UncheckAsync();
        await tab.PressAsync("判断を求める");
        var alert = await tab.Page.Locator("[role=alert]").InnerTextAsync();
        alert.ShouldContain("項目「/resource/properties/items」が必要です。");
        alert.ShouldContain("at least one item");
    }

    [BrowserFact]
    public async Task A_question_as_of_before_the_enrolment_is_denied_and_says_at_which_gate()
    {
        registry.Time.Advance(TimeSpan.FromDays(2));
        await using var tab = await chromium.OpenAsync(registry.Address);
        await OpenAsync(tab);
        await tab.FollowAsync("判断を試す");
        await tab.ChooseAsync("purpose", "ELS-EL-2-PU3");
        await tab.FillAsync("at", "2026-03-01T12:00");
        await tab.Page.GetByLabel("氏名", new() { Exact = true }).CheckAsync();
        await tab.PressAsync("判断を求める");
        (await tab.Page.Locator("#answer").InnerTextAsync()).ShouldBe("不許可");
        (await tab.Page.Locator("section.act").InnerTextAsync()).ShouldContain("customer-unknown");
        (await tab.Page.Locator("section.act tbody tr").First.InnerTextAsync()).ShouldContain("不可");
    }

    [AxeFact]
    public async Task They_have_no_barriers_in_either_language_or_look()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin/customers");
        await tab.LookedAtAsync("search");
        await tab.SearchAsync("/admin/customers", "els/C-000123");
        await tab.LookedAtAsync("customer");
        var page = tab.Page.Url;
        foreach (var part in new[] { "timeline", "receipt", "matrix", "question" })
        {
            await tab.GoAsync($"{page}/{part}");
            await tab.LookedAtAsync("customer-" + part);
        }

        await tab.GoAsync("/admin/looks");
        await tab.LookedAtAsync("looks");
        await tab.FollowAsync("English");
        (await tab.HeadingAsync()).ShouldBe("Who looked at whom");
        foreach (var part in new[] { "", "/timeline", "/receipt", "/matrix", "/question" })
        {
            await tab.GoAsync(page + part);
            (await tab.HeadingAsync()).ShouldBe("Customer els/C-000123");
            (await tab.BarriersAsync()).ShouldBeEmpty(part);
        }

        tab.Complaints.ShouldBeEmpty();
    }

    async Task OpenAsync(Tab tab)
    {
        await tab.SignInAsync(registry.Admin.Secret!, "/admin/customers");
        await tab.SearchAsync("/admin/customers", "els/C-000123");
    }
}
