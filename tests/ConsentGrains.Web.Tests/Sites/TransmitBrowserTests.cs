using System.Security.Cryptography;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Sites;

/// <summary>The script in a real browser, in a page of another origin with a strict policy.</summary>
[Collection(Chromium.Name)]
public sealed class TransmitBrowserTests(Chromium chromium) : IAsyncLifetime
{
    static readonly string[] Loaded = ["/beacon", "/pixel"];
    readonly TestRegistry registry = new();
    FakeSite site = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        site = await FakeSite.StartAsync();
        await registry.RecordSiteAsync(site.Origin, "gyro-n");
        var script = await registry.Nobody.GetAsync("/transmit.js");
        site.Include(registry.Address.GetLeftPart(UriPartial.Authority), "sha384-" + Convert.ToBase64String(SHA384.HashData(System.Text.Encoding.UTF8.GetBytes(script.Text))));
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await site.DisposeAsync();
    }

    [BrowserFact]
    public async Task What_is_permitted_is_transmitted_until_the_visitor_refuses_it_and_again_once_he_allows_it()
    {
        await using var tab = await OpenAsync();
        await AnsweredAsync(tab, "permitted");
        await SentAsync(tab);

        await tab.PressAsync("株式会社ユニヴァ・ジャイロン（Gyro-n）への送信を停止");
        await AnsweredAsync(tab, "denied");
        await tab.GoAsync(site.Origin + "/");
        await AnsweredAsync(tab, "denied");
        site.Take().ShouldBeEmpty();

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "すべて許可" }).ClickAsync();
        await AnsweredAsync(tab, "permitted");
        await SentAsync(tab);
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_the_registry_does_not_permit_is_never_loaded()
    {
        await using var tab = await OpenAsync();
        await AnsweredAsync(tab, "permitted");
        (await tab.Page.Locator("[data-recipient='ptengine']").GetAttributeAsync("data-state")).ShouldBe("denied");
        (await tab.Page.Locator("script[src*='ptengine']").CountAsync()).ShouldBe(0);
    }

    [BrowserFact]
    public async Task While_the_registry_does_not_answer_nothing_is_transmitted()
    {
        await using var tab = await OpenAsync(async page => await page.RouteAsync("**/transmit/**", route => route.AbortAsync()));
        await SeenAsync(tab, "[data-transmit-state='unreachable']");
        site.Take().ShouldBeEmpty();
        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("送信していません");
    }

    [BrowserFact]
    public async Task Without_the_script_nothing_is_transmitted()
    {
        await using var tab = await OpenAsync(async page => await page.RouteAsync("**/transmit.js", route => route.AbortAsync()));
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        site.Take().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_refusal_that_did_not_reach_the_registry_holds_and_is_told_later()
    {
        await using var tab = await OpenAsync();
        await AnsweredAsync(tab, "permitted");
        await SentAsync(tab);
        await tab.Page.RouteAsync("**/choice", route => route.AbortAsync());
        await tab.PressAsync("すべて停止");
        await SeenAsync(tab, "[data-transmit-state='unreachable']");
        await tab.Page.UnrouteAsync("**/choice");
        await tab.GoAsync(site.Origin + "/");
        await AnsweredAsync(tab, "denied");
        site.Take().ShouldBeEmpty();
        var visitor = await tab.Page.EvaluateAsync<string>($"() => JSON.parse(localStorage.getItem('consentgrains:{Visiting.Site}')).visitor");
        (await registry.VisitAsync(site.Origin, visitor)).Verdict("gyro-n").ShouldBe("stopped");
    }

    [BrowserFact]
    public async Task A_browser_that_keeps_nothing_is_taken_for_one_that_refuses()
    {
        await using var tab = await OpenAsync(page => page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none here'); } })"));
        await SeenAsync(tab, "[data-transmit-state='closed']");
        site.Take().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_browser_that_says_it_refuses_is_not_asked()
    {
        await using var tab = await OpenAsync(page => page.AddInitScriptAsync("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"));
        await SeenAsync(tab, "[data-transmit-state='closed']");
        site.Take().ShouldBeEmpty();
    }

    [AxeFact]
    public async Task The_notice_and_the_choice_have_no_barrier()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.GoAsync($"/transmit/{Visiting.Site}/notice?format=html");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        tab.Complaints.ShouldBeEmpty();
    }

    async Task<Tab> OpenAsync(Func<IPage, Task>? before = null)
    {
        var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        if (before is not null) await before(tab.Page);
        await tab.GoAsync(site.Origin + "/");
        return tab;
    }

    static Task AnsweredAsync(Tab tab, string state) => SeenAsync(tab, $"[data-recipient='gyro-n'][data-state='{state}']");

    static async Task SeenAsync(Tab tab, string selector)
    {
        try
        {
            await tab.Page.WaitForSelectorAsync(selector);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{selector} is not there; the page says: {await tab.Page.ContentAsync()}; the browser complains of: {string.Join('\n', tab.Complaints)}", e);
        }
    }

    /// <summary>The tag and the image came, each once.</summary>
    async Task SentAsync(Tab tab)
    {
        var sent = new List<string>();
        // The tag loads a picture of its own: what the page is still fetching is waited for.
        await tab.Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').filter(e => /\\/(tag.js|beacon|pixel)$/.test(e.name)).length >= 3");
        sent.AddRange(site.Take());
        sent.Order(StringComparer.Ordinal).ShouldBe(Loaded);
    }
}
