using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Admin;

/// <summary>A supply point's page in a real browser: what the API says, with the way of every switch as a picture that says in words what it shows.</summary>
[Collection(Chromium.Name)]
public sealed class PointPageTests(Chromium chromium) : IAsyncLifetime
{
    const string Number = "0300000000000000000042";
    const string Path = "/v1/supply-points/" + Number;
    readonly TestRegistry registry = new();
    Client rival = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync("C-42");
        await registry.Admin.MustAsync("/v1/commands", new JsonObject { ["party"] = new JsonObject { ["id"] = "denki", ["name"] = "denki" } });
        rival = await registry.KeyAsync("denki", "register", "desk");
        await registry.Els.MustAsync(Path, new JsonObject { ["retailer"] = "els", ["customer"] = "els/C-42", ["voltage"] = "low" });
        await ApplyAsync();
        await registry.Els.MustAsync(Path + "/switches/judge", new JsonObject { ["result"] = "ng", ["reasons"] = new JsonArray("name-mismatch") });
        await ApplyAsync();
        await registry.Els.MustAsync(Path + "/switches/judge", new JsonObject { ["result"] = "ok" });
    }

    public async Task DisposeAsync()
    {
        rival.Dispose();
        await registry.DisposeAsync();
    }

    [BrowserFact]
    public async Task It_says_what_the_API_says_and_leads_to_its_customer_without_a_script()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin/supply-points");
        await tab.SearchAsync("/admin/supply-points", "03-0000-0000-0000-0000-0042", "fault");
        tab.Page.Url.ShouldNotContain("0042");
        (await tab.HeadingAsync()).ShouldBe("供給地点 03-0000-0000-0000-0000-0042");
        (await tab.Page.Locator("#partition").InnerTextAsync()).ShouldBe("gtdo-03");
        (await tab.Page.Locator("#revision").InnerTextAsync()).ShouldBe($"{(await registry.Els.GetAsync(Path)).Json["revision"]}");
        var titles = await tab.Page.Locator("svg title").AllTextContentsAsync();
        titles.ShouldBe(["6段階のうち3段階目「判定 可」", "6段階のうち「判定」で終わりました: 判定 否"]);
        (await tab.Page.GetByRole(AriaRole.Img).CountAsync()).ShouldBe(2);
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("name-mismatch");
        await tab.PressAsync("お客さま els/C-42 を表示");
        (await tab.HeadingAsync()).ShouldBe("お客さま els/C-42");
        var looks = (await registry.Admin.GetAsync("/v1/looks")).Json["results"]!.AsArray();
        looks.Select(l => (l!["of"]!.GetValue<string>(), l["why"]!.GetValue<string>())).ShouldBe([("customer", "fault"), ("supply-point", "fault")], ignoreOrder: true);
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Another_retailer_sees_its_own_part_and_whoever_has_none_nothing()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(rival.Secret!, "/admin/supply-points");
        await tab.SearchAsync("/admin/supply-points", Number);
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldNotContain("C-42");
        await tab.SearchAsync("/admin/supply-points", "0300000000000000009999");
        (await tab.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("該当する供給地点はありません");
        await tab.SearchAsync("/admin/supply-points", "12345");
        (await tab.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("22桁");
    }

    [AxeFact]
    public async Task It_has_no_barriers_in_either_language_or_look()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin/supply-points");
        await tab.SearchAsync("/admin/supply-points", Number);
        await tab.LookedAtAsync("supply-point");
        await tab.FollowAsync("English");
        (await tab.HeadingAsync()).ShouldStartWith("Supply point");
        (await tab.Page.Locator("svg title").First.TextContentAsync()).ShouldBe("Step 3 of 6: judged ok");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        tab.Complaints.ShouldBeEmpty();
    }

    Task ApplyAsync() => rival.MustAsync(Path + "/switches", new JsonObject { ["by"] = "denki", ["customer"] = "denki/D-42", ["losingCustomer"] = "els/C-42" });
}
