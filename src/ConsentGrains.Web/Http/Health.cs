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
            .Describe(new("isReady", "operations", "Questions are answered; 503 while starting and stopping.", null));
    }

    async Task ReadyAsync(HttpContext http)
    {
        if (options.IsReady() && !lifetime.ApplicationStopping.IsCancellationRequested) await SayAsync(http, "ready");
        else await ProblemWriter.WriteAsync(http, Problems.Unavailable());
    }

    static Task SayAsync(HttpContext http, string word)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(word, http.RequestAborted);
    }
}
