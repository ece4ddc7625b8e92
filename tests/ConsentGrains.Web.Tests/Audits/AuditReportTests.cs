using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Audits;

/// <summary>The internal audit report over HTTP and in a browser. The registry's clock stands at 2026-04-01 in Japan.</summary>
[Collection(Chromium.Name)]
public sealed class AuditReportTests(Chromium chromium) : IAsyncLifetime
{
    const string April = "/v1/audit-report?from=2026-04-01&to=2026-04-30";
    readonly TestRegistry registry = new();
    Client auditor = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        auditor = await registry.KeyAsync("occto", "audit");
        await registry.EnrolAsync("QQ-77");
        await registry.Els.AskAsync(Asking.Permitted("QQ-77"));
        await registry.Els.AskAsync(Asking.Permitted("QQ-77"));
        await registry.Els.AskAsync(Asking.Permitted("nobody"));
        await registry.Els.GetAsync("/v1/customers/els/QQ-77");
        using var desk = await registry.KeyAsync("emana", "desk");
        await desk.MustAsync("/v1/incidents", new JsonObject { ["policy"] = "EMANA", ["known"] = "2026-03-01", ["overview"] = "端末の紛失", ["cases"] = new JsonArray("sensitive") });
    }

    public async Task DisposeAsync()
    {
        auditor.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task It_says_who_decided_read_and_changed_what()
    {
        var lines = (await auditor.GetAsync(April)).Json["lines"]!.AsArray();
        Of(lines, "permitted").ShouldContain("els use  2");
        Of(lines, "denied").ShouldContain("els use customer-unknown 1");
        Of(lines, "read").ShouldContain("els customer  1");
        Of(lines, "changed").ShouldContain("els customer.enrolled.v1  1");
        Of(lines, "changed").ShouldContain("emana incident.opened.v1  1");
        lines.First(l => (string?)l!["part"] == "permitted")!["roles"]!.GetValue<string>().ShouldBe("decide register");
        lines.ToJsonString().ShouldNotContain("QQ-77");
    }

    [Fact]
    public async Task What_happened_outside_the_period_is_not_counted_and_a_clock_missed_in_it_is()
    {
        var lines = (await auditor.GetAsync("/v1/audit-report?from=2026-03-01&to=2026-03-31")).Json["lines"]!.AsArray();
        foreach (var part in new[] { "permitted", "denied", "read", "changed" }) Of(lines, part).ShouldBeEmpty(part);
        Of(lines, "clock-missed").ShouldBe(["emana first-report open 1", "emana final-report open 1"], ignoreOrder: true);
    }

    [Fact]
    public async Task It_is_had_as_csv()
    {
        var reply = await auditor.GetAsync(April + "&format=csv");
        (reply.Status, reply.Type).ShouldBe((200, "text/csv"));
        reply.Headers["Content-Disposition"].ShouldContain("audit-20260401-20260430.csv");
        reply.Text.Split("\r\n").ShouldContain(line => line.StartsWith("denied,els,", StringComparison.Ordinal) && line.Contains(",use,,customer-unknown,1,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?from=2026-04-01")]
    [InlineData("?from=2026-04-02&to=2026-04-01")]
    [InlineData("?from=2024-01-01&to=2026-04-01")]
    [InlineData("?from=2026-04-01&to=9999-12-31")]
    [InlineData("?from=9999-12-31&to=9999-12-31")]
    [InlineData("?from=yesterday&to=2026-04-01")]
    [InlineData("?from=2026-04-01&to=2026-04-01&format=pdf")]
    public async Task A_period_that_is_none_is_a_named_problem(string query) => (await auditor.GetAsync("/v1/audit-report" + query)).Code.ShouldBe("query-invalid");

    [Fact]
    public async Task Only_auditors_and_administrators_see_it()
    {
        (await registry.Els.GetAsync(April)).Code.ShouldBe("role-missing");
        (await registry.Admin.GetAsync(April)).Status.ShouldBe(200);
    }

    [BrowserFact]
    public async Task An_auditor_reads_it_on_a_page_and_prints_it_without_a_script()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(auditor.Secret!, "/admin/audit");
        await tab.FillAsync("from", "2026-04-01");
        await tab.FillAsync("to", "2026-04-30");
        await tab.PressAsync("表示");
        (await tab.HeadingAsync()).ShouldBe("社内監査報告");
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("customer-unknown");
        (await tab.PrintAsync()).Length.ShouldBeGreaterThan(1000);
        tab.Complaints.ShouldBeEmpty();
    }

    [AxeFact]
    public async Task The_page_has_no_barrier()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(auditor.Secret!, "/admin/audit?from=2026-03-01&to=2026-04-30");
        (await tab.BarriersAsync()).ShouldBeEmpty();
    }

    static IReadOnlyList<string> Of(JsonArray lines, string part) =>
        [.. lines.Where(l => (string?)l!["part"] == part).Select(l => $"{l!["party"]} {l["what"]} {l["reason"]} {l["count"]}")];
}
