using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Tests.Sites;

/// <summary>A site of another origin than the registry's, and beside it, under a third, the services it would transmit to, which keep what reaches them.
/// The page has a strict policy of its own, so that a script that needs more than it says would not run.</summary>
sealed class FakeSite : IAsyncDisposable
{
    readonly ConcurrentQueue<string> sent = new();
    readonly WebApplication pages, services;
    string page = "", policy = "";

    FakeSite()
    {
        pages = Listen(http => SendAsync(http, "text/html; charset=utf-8", page));
        services = Listen(http =>
        {
            if (http.Request.Path == "/tag.js") return SendAsync(http, "text/javascript", $"new Image().src = '{Services}/beacon';");
            sent.Enqueue(http.Request.Path);
            return SendAsync(http, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        });
    }

    public string Origin => pages.Urls.Single();

    string Services => services.Urls.Single();

    /// <summary>What reached the services since they were last asked.</summary>
    public IReadOnlyList<string> Take()
    {
        var all = new List<string>();
        while (sent.TryDequeue(out var one)) all.Add(one);
        return all;
    }

    public static async Task<FakeSite> StartAsync()
    {
        var site = new FakeSite();
        await site.pages.StartAsync();
        await site.services.StartAsync();
        return site;
    }

    /// <param name="registry">Where the script comes from.</param>
    public void Include(string registry, string integrity)
    {
        policy = $"default-src 'none'; script-src {registry} {Services}; connect-src {registry}; img-src {Services} {Origin}";
        page = $"""
            <!doctype html><html lang="ja"><head><meta charset="utf-8"><title>ENS</title>
            <script src="{registry}/transmit.js" integrity="{integrity}" crossorigin="anonymous" data-site="{Visiting.Site}" defer></script>
            <script type="text/plain" data-transmit="gyro-n" data-src="{Services}/tag.js"></script>
            <script type="text/plain" data-transmit="ptengine" data-src="{Services}/other.js"></script>
            </head><body><main><h1>ENS</h1><img alt="" data-transmit="gyro-n" data-src="{Services}/pixel"><div data-transmit-choice></div></main></body></html>
            """;
    }

    public async ValueTask DisposeAsync()
    {
        await pages.DisposeAsync();
        await services.DisposeAsync();
    }

    static WebApplication Listen(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        return app;
    }

    Task SendAsync(HttpContext http, string type, string text)
    {
        http.Response.ContentType = type;
        http.Response.Headers.CacheControl = "no-store";
        if (type.StartsWith("text/html", StringComparison.Ordinal)) http.Response.Headers.ContentSecurityPolicy = policy;
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
