using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Incidents;

/// <summary>Incidents on the desk's pages, in a real browser without a script.</summary>
[Collection(Chromium.Name)]
public sealed class IncidentPagesTests(Chromium chromium) : IAsyncLifetime
{
    readonly TestRegistry registry = new();
    Client key = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        key = await registry.KeyAsync("emana", "desk");
    }

    public async Task DisposeAsync()
    {
        key.Dispose();
        await registry.DisposeAsync();
    }

    [BrowserFact]
    public async Task An_incident_goes_from_its_opening_to_its_end_against_its_clocks()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(key.Secret!, "/desk/incidents");
        await tab.FillAsync("overview", "端末の紛失");
        await tab.PressAsync("登録する");
        (await tab.HeadingAsync()).ShouldContain("対応中");
        await tab.PressAsync("事案を終了する");
        (await tab.Page.Locator(".problem").InnerTextAsync()).ShouldContain("clock-open");

        await tab.ChooseAsync("clock", "report-at-once");
        await tab.FillAsync("document", "文書1");
        await tab.PressAsync("記録する");
        await tab.ChooseAsync("clock", "notify-principals");
        await tab.FillAsync("document", "文書2");
        await tab.PressAsync("記録する");
        await tab.FillAsync("why", "捜査に支障");
        await tab.PressAsync("免除する");
        (await tab.Page.Locator("table").InnerTextAsync()).ShouldContain("免除");

        await tab.FollowAsync("本人への通知の書面");
        (await tab.HeadingAsync()).ShouldContain("お知らせ");
        (await tab.PrintAsync()).Length.ShouldBeGreaterThan(1000);
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task An_auditor_reads_all_and_changes_nothing_and_another_operator_sees_none()
    {
        var id = (await key.MustAsync("/v1/incidents", new JsonObject { ["policy"] = "EMANA", ["known"] = "2026-03-01", ["overview"] = "端末の紛失" })).Json["id"]!.GetValue<string>();
        using var auditor = await registry.KeyAsync("occto", "audit");
        using var other = await registry.KeyAsync("els", "desk");
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(auditor.Secret!, "/desk/incidents");
        (await tab.Page.Locator("tr.late").CountAsync()).ShouldBe(1);
        await tab.FollowAsync(id);
        (await tab.Page.Locator("form.act").CountAsync()).ShouldBe(0);
        await using var outside = await chromium.OpenAsync(registry.Address);
        await outside.SignInAsync(other.Secret!, "/desk/incidents");
        (await outside.Page.Locator(".empty").CountAsync()).ShouldBe(1);
        (await outside.GoAsync($"/desk/incidents/{id}")).ShouldBe(404);
        (await outside.GoAsync($"/desk/incidents/{id}/documents/notice")).ShouldBe(404);
    }

    [AxeFact]
    public async Task The_pages_have_no_barrier()
    {
        var id = (await key.MustAsync("/v1/incidents", new JsonObject { ["policy"] = "EMANA", ["known"] = "2026-03-01", ["overview"] = "端末の紛失", ["cases"] = new JsonArray("sensitive") })).Json["id"]!.GetValue<string>();
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(key.Secret!, "/desk/incidents");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.GoAsync($"/desk/incidents/{id}");
        (await tab.BarriersAsync()).ShouldBeEmpty();
    }
}
