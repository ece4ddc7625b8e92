using System.Collections.Concurrent;
using Microsoft.Playwright;
using Shouldly;

namespace ConsentGrains.Web.Tests.Browser;

/// <summary>One tab, with everything the browser complained of: errors on the console, what a policy of the page kept out, parts that did not come.</summary>
public sealed class Tab : IAsyncDisposable
{
    static readonly string[] Harmless = ["document", "other"];
    readonly IBrowserContext context;
    readonly ConcurrentQueue<string> complaints = new();

    internal Tab(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A page that says "refused" is a page: the console repeats its status.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.RequestFailed += (_, request) => complaints.Enqueue($"{request.Url}: {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !Harmless.Contains(response.Request.ResourceType)) complaints.Enqueue($"{response.Url}: {response.Status}");
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of since the tab was opened.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>The heading of the page.</summary>
    public Task<string> HeadingAsync() => Page.Locator("h1").InnerTextAsync();

    /// <returns>The status.</returns>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Signs in with a key of the API and is led to a path.</summary>
    public async Task SignInAsync(string secret, string path = "/desk")
    {
        await GoAsync(path);
        Page.Url.ShouldContain("/sign-in");
        await Page.Locator("input[name='key']").FillAsync(secret);
        await LeadsAsync(() => Page.Locator("main button").ClickAsync());
        new Uri(Page.Url).PathAndQuery.ShouldBe(path);
    }

    /// <summary>Presses the button of this name and waits for the page it leads to.</summary>
    public Task PressAsync(string name) => LeadsAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync());

    /// <summary>Follows the link of this name and waits for the page it leads to.</summary>
    public Task FollowAsync(string link) => LeadsAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync());

    /// <summary>Chooses in the list with this name in the form.</summary>
    public Task ChooseAsync(string name, string value) => Page.Locator($"select[name='{name}']").SelectOptionAsync(value);

    public Task FillAsync(string name, string value) => Page.Locator($"[name='{name}']").FillAsync(value);

    /// <summary>What is wrong with the page for somebody who does not see it, use a mouse or tell colours apart. The tab must have scripts.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        await Page.EvaluateAsync(Axe.Source);
        return await Page.EvaluateAsync<string[]>(Axe.Run);
    }

    /// <summary>The page as it is printed, A4.</summary>
    /// <returns>The bytes of the PDF.</returns>
    public async Task<byte[]> PrintAsync()
    {
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        return await Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = false });
    }

    /// <summary>A click returns before the page it leads to is there: what is read next must be read on that one.</summary>
    async Task LeadsAsync(Func<Task> click)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Loaded;
        try
        {
            await click();
            await loaded.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));
        }
        finally
        {
            Page.Load -= Loaded;
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
