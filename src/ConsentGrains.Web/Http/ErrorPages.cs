using ConsentGrains.Web.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Http;

/// <summary>`/errors/{code}`: the page the `type` of a problem links to, as it stands in docs/errors.</summary>
sealed class ErrorPages
{
    static readonly Dictionary<string, byte[]> Pages = Load();

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/errors/{code}", (RequestDelegate)ServeAsync)
            .Describe(new("readErrorPage", "operations", "What a code means and what to change.", null));

    static async Task ServeAsync(HttpContext http)
    {
        if (!Pages.TryGetValue((string)http.Request.RouteValues["code"]!, out var page))
        {
            await ProblemWriter.WriteAsync(http, Problems.Of(ProblemCode.NotFound, "There is no such code."));
            return;
        }

        http.Response.ContentType = "text/markdown; charset=utf-8";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = page.Length;
        await http.Response.BodyWriter.WriteAsync(page, http.RequestAborted);
    }

    static Dictionary<string, byte[]> Load()
    {
        const string Folder = "errors/";
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in typeof(ErrorPages).Assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var stream = typeof(ErrorPages).Assembly.GetManifestResourceStream(name)!;
            var page = new byte[stream.Length];
            stream.ReadExactly(page);
            pages.Add(name[Folder.Length..], page);
        }

        return pages;
    }
}
