using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Pages;

/// <summary>Renders a component to a page: on the server, whole, without a script.</summary>
sealed class PageWriter(IServiceProvider services, ILoggerFactory loggers)
{
    const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task WriteAsync<T>(HttpContext http, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        var bytes = Encoding.UTF8.GetBytes("<!doctype html>\n" + html);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "same-origin";
        await response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    public Task ProblemAsync(HttpContext http, Frame frame, Problem problem) =>
        WriteAsync<ProblemPage>(http, new() { ["Frame"] = frame, ["Problem"] = problem }, problem.Status);
}
