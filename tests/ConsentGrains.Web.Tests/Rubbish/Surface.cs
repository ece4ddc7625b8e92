using System.Text.Json.Nodes;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>One method on one path, as the application itself has it.</summary>
/// <param name="Path">The template: literal segments, and names of parameters in braces.</param>
/// <param name="Body">The schema of its body; null where none is read.</param>
sealed record Endpoint(string Method, string Path, Described? Described, JsonNode? Body)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Everything that is served, taken from the routes: a new endpoint is met without being listed here.</summary>
sealed record Surface(IReadOnlyList<Endpoint> Endpoints, JsonObject Schemas)
{
    public static async Task<Surface> OfAsync(TestRegistry registry)
    {
        var schemas = (await registry.Nobody.GetAsync("/openapi/v1.json")).Json["components"]!["schemas"]!.AsObject();
        var routes = ((IEndpointRouteBuilder)registry.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();
        return new([.. routes.SelectMany(route => Of(route, schemas)).DistinctBy(e => e.ToString(), StringComparer.Ordinal).OrderBy(e => e.ToString(), StringComparer.Ordinal)], schemas);
    }

    static IEnumerable<Endpoint> Of(RouteEndpoint route, JsonObject schemas)
    {
        var described = route.Metadata.GetMetadata<Described>();
        var body = described?.Body is { } schema ? schemas[schema] : null;
        var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
        return (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Endpoint(method, path, described, body));
    }
}
