using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Browser;

/// <summary>What the tests of pages rest on: complaints and barriers are found where there are some.</summary>
[Collection(Chromium.Name)]
public sealed class ChromiumTests(Chromium chromium) : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [AxeFact]
    public async Task A_barrier_is_found()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.Page.SetContentAsync("<html lang='ja'><title>x</title><main><h1>x</h1><input></main></html>");
        (await tab.BarriersAsync()).ShouldHaveSingleItem().ShouldStartWith("label (critical)");
    }

    [BrowserFact]
    public async Task A_complaint_is_heard()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.GoAsync("/sign-in");
        await tab.Page.EvaluateAsync("() => new Promise(end => { const s = document.createElement('script'); s.src = 'https://elsewhere.example/nothing.js'; s.onerror = end; document.head.append(s); })");
        tab.Complaints.ShouldContain(c => c.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }
}
