using System.Runtime.CompilerServices;
using ConsentGrains.Web.Tests.Browser;
using Microsoft.Playwright;
using Shouldly;

namespace ConsentGrains.Web.Tests.Admin;

/// <summary>What every test of a page looks at: barriers in both looks and languages, nothing that sticks out, and a picture of it at both widths.</summary>
static class Looking
{
    static readonly (int Width, string Name)[] Widths = [(1280, "desktop"), (390, "phone")];

    /// <summary>Searches by the form of the page.</summary>
    public static async Task SearchAsync(this Tab tab, string page, string subject, string why = "enquiry")
    {
        await tab.GoAsync(page);
        await tab.FillAsync("subject", subject);
        await tab.ChooseAsync("why", why);
        await tab.PressAsync("表示する");
    }

    /// <param name="name">Of the pictures.</param>
    public static async Task LookedAtAsync(this Tab tab, string name, [CallerMemberName] string test = "")
    {
        foreach (var look in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = look });
            (await tab.BarriersAsync()).ShouldBeEmpty($"{test}: {name} {look}");
            foreach (var (width, kind) in Widths)
            {
                await tab.Page.SetViewportSizeAsync(width, 900);
                (await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{test}: nothing of {name} sticks out at {width}");
                await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}-{kind}-{look}.png".ToLowerInvariant()), FullPage = true });
            }
        }

        await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await tab.Page.SetViewportSizeAsync(Widths[0].Width, 900);
    }
}
