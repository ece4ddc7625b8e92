using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Policies;

/// <summary>A draft in a real browser: compared side by side, tried on every customer with a bar, stopped and gone on with, published.</summary>
[Collection(Chromium.Name)]
public sealed class PolicyBrowserTests(Chromium chromium) : IAsyncLifetime
{
    const string Draft = "/admin/policies/ELS-EL/drafts/2";
    const int Customers = Grains.Limits.ImpactCustomers + 3;
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        for (var i = 1; i <= Customers; i++)
            (await registry.Grains.TellAsync(new Command.ToCustomer(new("els", $"C-{i:D6}"), new CustomerCommand.Enrol("ELS-EL")), new Envelope("els"), CommandTerms.None, CancellationToken.None))
                .ShouldBeOfType<Outcome.Accepted>();
        await registry.PassAsync();
        (await registry.Admin.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", Drafting.WithoutPartners, dated: false))).Status.ShouldBe(201);
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [BrowserFact]
    public async Task A_draft_is_compared_tried_and_published()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, Draft);
        (await tab.HeadingAsync()).ShouldContain("草案 ELS-EL@2");
        var first = await tab.Page.Locator(".compare tbody tr").First.InnerTextAsync();
        first.ShouldContain("ELS-EL-2-PU12");
        first.ShouldContain("縮小");
        await ImpactAsync(tab);
        await tab.Page.Locator("[data-said]:has-text('完了')").WaitForAsync();
        (await tab.Page.Locator("[data-said]").InnerTextAsync()).ShouldContain($"{Customers} 人中 {Customers} 人の回答が変わります");
        (await tab.Page.Locator("[data-bar]").EvaluateAsync<double>("bar => bar.value")).ShouldBe(1);
        var row = await tab.Page.Locator("[data-impact] tbody tr").First.InnerTextAsync();
        foreach (var shown in new[] { "不可になる", $"{Customers}", "use ELS-EL-2-PU12", "purpose-not-stated", "els/…01" }) row.ShouldContain(shown);
        await tab.FillAsync("from", "2999-04-01");
        await tab.Page.Locator("input[name='seen']").CheckAsync();
        await tab.PressAsync("公表する");
        new Uri(tab.Page.Url).AbsolutePath.ShouldBe("/admin/policies/ELS-EL/versions/2");
        registry.Grains.Directory.Policies.Family("ELS-EL")!.Versions[^1].From.ShouldBe(new DateOnly(2999, 4, 1));
        Complaints(tab).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task An_impact_that_breaks_off_goes_on_where_it_was()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, Draft);
        // Only the first part comes through; then the connection is gone.
        var whole = await registry.Els.ImpactAsync("/v1/policies/ELS-EL/drafts/2/impact");
        await tab.Page.RouteAsync("**/impact?", route => route.FulfillAsync(new() { ContentType = "application/x-ndjson", Body = whole[0].ToJsonString() + "\n" }));
        await ImpactAsync(tab);
        await tab.Page.Locator("[data-said]:has-text('中断しました')").WaitForAsync();
        (await tab.Page.Locator("[data-said]").InnerTextAsync()).ShouldContain($"{Grains.Limits.ImpactCustomers} 人中 {Grains.Limits.ImpactCustomers} 人");
        await tab.Page.UnrouteAllAsync();
        await ImpactAsync(tab);
        await tab.Page.Locator("[data-said]:has-text('完了')").WaitForAsync();
        (await tab.Page.Locator("[data-said]").InnerTextAsync()).ShouldContain($"{Customers} 人中 {Customers} 人");
        Complaints(tab).ShouldBeEmpty();
    }

    [AxeFact]
    public async Task The_pages_have_no_barriers_and_nothing_sticks_out()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, Draft);
        await ImpactAsync(tab);
        await tab.Page.Locator("[data-said]:has-text('完了')").WaitForAsync();
        await LookAsync(tab, "draft");
        foreach (var (path, name) in new[] { ("/admin/drafts", "drafts"), ("/admin/policies/ELS-EL/versions", "versions"), ("/admin/law", "law"), ("/language/en?to=" + Uri.EscapeDataString(Draft), "draft-en") })
        {
            await tab.GoAsync(path);
            await LookAsync(tab, name);
        }
    }

    static Task ImpactAsync(Tab tab) => tab.Page.GetByRole(AriaRole.Button, new() { Name = "影響を調べる" }).ClickAsync();

    /// <summary>Chromium may count an answer that was read to its end, part by part, as aborted: the page itself has said whether it was whole.</summary>
    static IEnumerable<string> Complaints(Tab tab) =>
        tab.Complaints.Where(c => !(c.Contains("/impact?", StringComparison.Ordinal) && c.EndsWith("net::ERR_ABORTED", StringComparison.Ordinal)));

    static async Task LookAsync(Tab tab, string name)
    {
        foreach (var look in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = look });
            (await tab.BarriersAsync()).ShouldBeEmpty($"{name} {look}");
        }

        foreach (var width in new[] { 1280, 390 })
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            (await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{name}: nothing sticks out at {width}");
            await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}-{width}.png"), FullPage = true });
        }
    }
}
