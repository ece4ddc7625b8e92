using ConsentGrains.Web.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ConsentGrains.Web.Http;

/// <summary>`/healthz`: the process lives. `/readyz`: the grains are open and the process is not stopping.</summary>
sealed class Health(ConsentGrainsWebOptions options, IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", (RequestDelegate)(http => SayAsync(http, "ok")))
            .Describe(new("isAlive", "operations", "The process lives.", null));
        endpoints.MapGet("/readyz", (RequestDelegate)ReadyAsync)
            .Describe(new("isReady", "operations", "Questions are answered; 503 with the reason while they can not be.", null));
    }

    async Task ReadyAsync(HttpContext http)
    {
        var why = lifetime.ApplicationStopping.IsCancellationRequested ? Unreadiness.Stopping : options.NotReady();
        if (why is { } reason) await ProblemWriter.WriteAsync(http, Problems.NotReady(reason));
        else await SayAsync(http, "ready");
    }

    static Task SayAsync(HttpContext http, string word)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(word, http.RequestAborted);
    }
}
