using Microsoft.Playwright;
using Xunit;

namespace ConsentGrains.Web.Tests.Browser;

/// <summary>One Chromium for all tests of pages, started with the first of them. Each test opens tabs of its own, which share nothing: no cookie, no cache.
/// A test class takes part with <c>[Collection(Chromium.Name)]</c> and gets it in its constructor.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Name = "pages in a browser";
    const string Program = "/usr/bin/chromium";

    /// <summary>Only what hangs takes that long.</summary>
    public const float PatienceMilliseconds = 120_000;

    // It asks nobody outside: there is no network where tests run, and it would wait for one.
    static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--no-proxy-server",
    ];

    IPlaywright? playwright;
    IBrowser? browser;

    /// <summary>Why no page can be tested in a browser here; null where it can.</summary>
    public static string? Missing { get; } =
        File.Exists(Program) ? null : "Chromium is not installed here, so the pages are NOT tested in a browser: apt-get install chromium fonts-noto-cjk (.ci/run does it).";

    public async Task InitializeAsync()
    {
        if (Missing is not null) return;
        playwright = await Playwright.CreateAsync().WaitAsync(TimeSpan.FromMilliseconds(PatienceMilliseconds));
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = Quiet, Timeout = PatienceMilliseconds });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A new tab of a new visitor.</summary>
    /// <param name="address">Of the registry: paths are under it.</param>
    /// <param name="scripts">False: whatever works here works without a script.</param>
    public async Task<Tab> OpenAsync(Uri address, bool scripts = false)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = scripts,
            Locale = "ja-JP",
            TimezoneId = "Asia/Tokyo",
            ViewportSize = new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return new(context, await context.NewPageAsync());
    }
}

/// <summary>The tests that share the one browser; they run one after the other.</summary>
[CollectionDefinition(Chromium.Name)]
public sealed class ChromiumGroup : ICollectionFixture<Chromium>;
