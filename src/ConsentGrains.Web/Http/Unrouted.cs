using ConsentGrains.Web.Description;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Http;

/// <summary>Requests that no endpoint takes, or none of ours and in vain: a problem instead of an empty answer.</summary>
sealed class Unrouted(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) => http.GetEndpoint() switch
    {
        RouteEndpoint ours when ours.Metadata.GetMetadata<Described>() is not null => next(http),
        RouteEndpoint => PassAsync(http),
        _ => RefuseAsync(http),
    };

    /// <summary>The files of the browsable page are served by a library, which says nothing where there is none.</summary>
    async Task PassAsync(HttpContext http)
    {
        await next(http);
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound }) await ProblemWriter.WriteAsync(http, ProblemOf(http));
    }

    async Task RefuseAsync(HttpContext http)
    {
        // Routing stands in with an endpoint of its own where only the method is wrong: it sets the status and Allow.
        if (http.GetEndpoint() is { RequestDelegate: { } standIn }) await standIn(http);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (http.Response.HasStarted) return;
        RequestId.Echo(http);
        await ProblemWriter.WriteAsync(http, ProblemOf(http));
    }

    static Problem ProblemOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => Problems.Of(ProblemCode.MethodNotAllowed, $"{http.Request.Method} is not taken here; allowed: {http.Response.Headers.Allow}."),
        _ => Problems.Of(ProblemCode.PathUnknown, "See /docs for what is served."),
    };
}
