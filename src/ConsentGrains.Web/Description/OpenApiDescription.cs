using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace ConsentGrains.Web.Description;

/// <summary>Makes the OpenAPI document from what the endpoints say of themselves (<see cref="Described"/>) and the schemas in schemas.json.</summary>
sealed class OpenApiDescription(IEnumerable<EndpointDataSource> sources) : IOpenApiDocumentTransformer
{
    const string Scheme = "key";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = About();
        document.Servers = [];
        document.Components = await SchemasAsync(cancel);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, cg_…; X-API-Key is taken too." },
        };
        document.Tags = Tags(document);
        document.Paths = [];
        foreach (var (path, endpoints) in Endpoints().GroupBy(e => Template(e.Route), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g)))
            document.Paths.Add(path, PathItem(endpoints, document));
    }

    static OpenApiInfo About() => new()
    {
        Title = "ConsentGrains",
        Version = "v1",
        Description = "Consent and joint-use registry. Decisions follow the OpenID AuthZEN Authorization API 1.0. "
            + "A client that does not know an obligation must treat the answer as a deny.",
        License = new OpenApiLicense { Name = "MIT" },
    };

    static async Task<OpenApiComponents> SchemasAsync(CancellationToken cancel)
    {
        await using var stream = typeof(OpenApiDescription).Assembly.GetManifestResourceStream("schemas.json")!;
        var read = await OpenApiDocument.LoadAsync(stream, "json", settings: null, cancel);
        if (read.Diagnostic?.Errors is { Count: > 0 } errors) throw new System.Diagnostics.UnreachableException($"schemas.json: {errors[0].Message}");
        return read.Document!.Components!;
    }

    IEnumerable<(RouteEndpoint Route, Described Description)> Endpoints() => sources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        .Where(route => route.Metadata.GetMetadata<Described>() is not null)
        .Select(route => (route, route.Metadata.GetMetadata<Described>()!));

    HashSet<OpenApiTag> Tags(OpenApiDocument document) =>
        [.. Endpoints().Select(e => e.Description.Tag).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name })];

    static string Template(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    static OpenApiPathItem PathItem(IEnumerable<(RouteEndpoint Route, Described Description)> endpoints, OpenApiDocument document)
    {
        var item = new OpenApiPathItem();
        foreach (var (route, description) in endpoints.OrderBy(e => e.Description.Id, StringComparer.Ordinal))
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                item.AddOperation(HttpMethod.Parse(method), Operation(route, description, document));
        return item;
    }

    static OpenApiOperation Operation(RouteEndpoint route, Described description, OpenApiDocument document) => new()
    {
        OperationId = description.Id,
        Summary = description.Summary,
        Description = description.Roles == Roles.None ? "No key is needed." : $"Roles: {RoleNames.Sentence(description.Roles)}.",
        Tags = new HashSet<OpenApiTagReference> { new(description.Tag, document) },
        Parameters = OpenApiParts.Parameters(route, description),
        RequestBody = description.Body is { } body ? OpenApiParts.Body(description.BodyType, body, document) : null,
        Responses = OpenApiParts.Responses(description, document),
        Security = description.Roles == Roles.None ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }],
    };
}
