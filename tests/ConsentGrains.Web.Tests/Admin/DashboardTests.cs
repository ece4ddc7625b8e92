using System.Globalization;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Admin;

/// <summary>The dashboard in a real browser: the numbers are those that are measured, they follow by themselves, and everybody can read it.</summary>
[Collection(Chromium.Name)]
public sealed class DashboardTests(Chromium chromium) : IAsyncLifetime
{
    static readonly (int Width, string Name)[] Widths = [(1280, "desktop"), (390, "phone")];
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync("C-1");
        for (var i = 0; i < 3; i++) await registry.Els.AskAsync(Asking.Permitted("C-1"));
        await registry.Els.AskAsync(Asking.Permitted("nobody"));
        await registry.PassAsync();
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [BrowserFact]
    public async Task Whole_without_a_script_it_shows_what_is_measured()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin");
        (await tab.HeadingAsync()).ShouldBe("運転状況");
        foreach (var summary in await tab.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
        (await tab.Page.Locator("section:has(#decisions) tbody td").AllInnerTextsAsync()).Take(3).ShouldBe(["利用", "3", "1"]);
        (await Figure(tab, "journal.position")).ShouldBe(registry.Journal.Counters.Events.ToString("N0", CultureInfo.InvariantCulture));
        (await tab.Page.Locator("section:has(#denials) tbody").InnerTextAsync()).ShouldContain("customer-unknown");
        (await tab.Page.Locator(".japan li").CountAsync()).ShouldBe(10);
        foreach (var picture in await tab.Page.Locator("img[data-chart]").AllAsync())
            (await picture.EvaluateAsync<int>("image => image.complete ? image.naturalWidth : 0")).ShouldBeGreaterThan(0, "a picture is there");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Its_hottest_grains_and_slowest_turns_are_those_of_its_json_and_name_nobody()
    {
        await registry.EnrolAsync("C-90817263");
        for (var i = 0; i < 30; i++) await registry.Els.AskAsync(Asking.Permitted("C-90817263"));
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin");
        // The clock stands, so the page and its JSON are made of the figures of one second.
        var json = JsonNode.Parse(await (await tab.Page.Context.APIRequest.GetAsync(new Uri(registry.Address, "/admin/figures").ToString())).TextAsync())!["heat"]!;
        foreach (var summary in await tab.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
        var hottest = json["hottest"]!.AsArray();
        ((string?)hottest[0]!["name"], (long)hottest[0]!["decisionsPerMinute"]!, (long)hottest[0]!["commandsPerMinute"]!).ShouldBe(("els/…63", 30, 2));
        (await Cells("hottest")).ShouldBe(hottest.SelectMany(grain => new[] { Name(grain!), (string)grain!["partition"]!, Whole(grain["decisionsPerMinute"]!), Whole(grain["commandsPerMinute"]!) }));
        (await Cells("slowest")).ShouldBe(json["slowest"]!.AsArray().SelectMany(turn => new[] { Name(turn!), (string)turn!["partition"]!, "", Milliseconds(turn["waitedMs"]!), Milliseconds(turn["tookMs"]!) }));
        (await tab.Page.Locator("section:has(#hottest) meter").CountAsync()).ShouldBe(hottest.Count);
        (await tab.Page.ContentAsync()).ShouldNotContain("C-90817263");
        json.ToJsonString().ShouldNotContain("C-90817263");
        tab.Complaints.ShouldBeEmpty();

        async Task<IEnumerable<string>> Cells(string section) => (await tab.Page.Locator($"section:has(#{section}) tbody td").AllInnerTextsAsync()).Select(text => text.EndsWith("UTC", StringComparison.Ordinal) ? "" : text);
        static string Name(JsonNode of) => $"{((string)of["kind"]! switch { "customer" => "顧客", "directory" => "名簿", var kind => kind })} {of["name"]}";
        static string Whole(JsonNode number) => ((long)number).ToString("N0", CultureInfo.InvariantCulture);
        static string Milliseconds(JsonNode number) => ((double)number).ToString("0.00", CultureInfo.InvariantCulture);
    }

    [BrowserFact]
    public async Task Its_numbers_follow_by_themselves_and_end_with_the_key()
    {
        using var watcher = await registry.KeyAsync("els", "audit");
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(watcher.Secret!, "/admin");
        await tab.Page.Locator("html[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var before = await Figure(tab, "journal.position");
        await registry.EnrolAsync("C-2");
        var now = registry.Journal.Counters.Events.ToString("N0", CultureInfo.InvariantCulture);
        now.ShouldNotBe(before);
        await PassTimeUntilAsync(tab, $"[data-figure='journal.position']:text-is('{now}')");
        await registry.Grains.TellAsync(new Command.ToDirectory(new DirectoryCommand.RevokeCredential(LastKey())), new Envelope("els"), CommandTerms.None, CancellationToken.None);
        await PassTimeUntilAsync(tab, "input[name='key']");
        tab.Page.Url.ShouldContain("/sign-in");
    }

    [AxeFact]
    public async Task It_has_no_barriers_in_either_language_or_look()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin");
        foreach (var look in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = look });
            (await tab.BarriersAsync()).ShouldBeEmpty($"{look}");
            foreach (var (width, name) in Widths)
            {
                await tab.Page.SetViewportSizeAsync(width, 900);
                (await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"nothing sticks out at {width}");
                await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"dashboard-{name}-{look}.png".ToLowerInvariant()), FullPage = true });
            }
        }

        await tab.Page.SetViewportSizeAsync(Widths[0].Width, 900);
        await tab.FollowAsync("English");
        (await tab.HeadingAsync()).ShouldBe("What the registry is doing");
        (await tab.BarriersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_auditors_and_administrators_see_it()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = registry.Address };
        foreach (var path in new[] { "/admin", "/admin/figures", "/admin/live", "/admin/charts/decisions" })
        {
            using var away = await http.GetAsync(new Uri(path, UriKind.Relative));
            ((int)away.StatusCode, away.Headers.Location?.ToString()).ShouldBe((303, $"/sign-in?to={Uri.EscapeDataString(path)}"));
            using var desk = await registry.KeyAsync("els", "desk");
            using var signIn = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("key", desk.Secret!), KeyValuePair.Create("to", path)]));
            using var asked = new HttpRequestMessage(HttpMethod.Get, path);
            asked.Headers.Add("Cookie", signIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            using var refused = await http.SendAsync(asked);
            ((int)refused.StatusCode).ShouldBe(403, path);
        }
    }

    async Task PassTimeUntilAsync(Tab tab, string there)
    {
        var found = tab.Page.Locator(there).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        // The page's stream waits for the registry's clock, which passes only here.
        while (await Task.WhenAny(found, Task.Delay(TimeSpan.FromMilliseconds(20))) != found) registry.Time.Advance(TimeSpan.FromSeconds(1));
        await found;
    }

    string LastKey() => registry.Grains.Directory.Credentials.Values.Where(c => c.Roles.Contains("audit")).ShouldHaveSingleItem().Id;

    static Task<string> Figure(Tab tab, string path) => tab.Page.Locator($"[data-figure='{path}']").First.InnerTextAsync();
}
