using System.Text;
using ConsentGrains.Web.Admin.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ConsentGrains.Web.Admin;

/// <summary>`/admin`: what the registry is doing. Whole without a script; with one its numbers follow every second.</summary>
sealed class AdminPages(
    PageHouse house, PageWriter pages, Sessions sessions, LiveFigures live, Pulse pulse, IHostApplicationLifetime host)
{
    public const Roles MayLook = Roles.Audit | Roles.Admin;
    int viewers;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/admin", house.Behind(MayLook, ShowAsync));
        endpoints.MapGet("/admin/figures", house.Behind(MayLook, FiguresAsync));
        endpoints.MapGet("/admin/charts/{name}", house.Behind(MayLook, ChartAsync));
        endpoints.MapGet("/admin/live", house.Behind(MayLook, FollowAsync));
    }

    async ValueTask<Problem?> ShowAsync(PageCall call)
    {
        var figures = await live.ReadAsync(call.Cancel);
        await pages.WriteAsync<DashboardPage>(call.Http, new() { ["Frame"] = call.Frame, ["Figures"] = figures });
        return null;
    }

    async ValueTask<Problem?> FiguresAsync(PageCall call)
    {
        var bytes = FigureJson.Of(await live.ReadAsync(call.Cancel));
        await SendAsync(call.Http, "application/json", bytes);
        return null;
    }

    /// <summary>A document of its own, so that its styles need no leave from the page it is shown on.</summary>
    async ValueTask<Problem?> ChartAsync(PageCall call)
    {
        var name = $"{call.Http.Request.RouteValues["name"]}";
        if (!Charts.Names.Contains(name)) return Problems.Of(ProblemCode.PathUnknown, "There is no such picture.");
        pulse.Take();
        call.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        await SendAsync(call.Http, "image/svg+xml", Encoding.UTF8.GetBytes(Charts.Draw(name, pulse.Drawn, call.Http.Request.Query["look"] == "dark")));
        return null;
    }

    async ValueTask<Problem?> FollowAsync(PageCall call)
    {
        if (Interlocked.Increment(ref viewers) > Limits.LiveViewers)
        {
            Interlocked.Decrement(ref viewers);
            return Problems.Of(ProblemCode.TooManyStreams, $"{Limits.LiveViewers} pages are followed already: reload this one now and then.");
        }

        try
        {
            await FollowAsync(call.Http);
        }
        finally
        {
            Interlocked.Decrement(ref viewers);
        }

        return null;
    }

    async Task FollowAsync(HttpContext http)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            var figures = await live.ReadAsync(stop.Token);
            // Whoever is signed out, or whose key is revoked, is shown nothing more.
            for (; sessions.Find(http.Request) is { } session && session.Who.Has(MayLook); figures = await live.NextAsync(stop.Token))
                await WriteAsync(http, "figures", FigureJson.Of(figures), stop.Token);

            await WriteAsync(http, "end", "{}"u8.ToArray(), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or the server stops.
        }
    }

    static async Task WriteAsync(HttpContext http, string type, byte[] data, CancellationToken stop)
    {
        await http.Response.WriteAsync($"event: {type}\ndata: ", stop);
        await http.Response.Body.WriteAsync(data, stop);
        await http.Response.WriteAsync("\n\n", stop);
        await http.Response.Body.FlushAsync(stop);
    }

    static async Task SendAsync(HttpContext http, string type, byte[] bytes)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
