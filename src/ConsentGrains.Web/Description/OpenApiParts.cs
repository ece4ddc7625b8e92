using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace ConsentGrains.Web.Description;

/// <summary>Parameters, bodies and answers of an operation.</summary>
static class OpenApiParts
{
    const string Json = "application/json";
    const string ProblemJson = "application/problem+json";

    static readonly (string Name, string Text)[] CommandHeaders =
    [
        ("Idempotency-Key", "Under one key the command is carried out once, however often it is sent; kept for 7 days."),
        ("If-Match", "The ETag that was read; refused with 412 where it has changed since."),
    ];

    public static List<IOpenApiParameter> Parameters(RouteEndpoint route, Described description)
    {
        var all = route.RoutePattern.Parameters.Select(p => Parameter(p.Name, ParameterLocation.Path, null)).ToList();
        all.AddRange(description.Query.Select(q => Parameter(q.Key, ParameterLocation.Query, q.Value)));
        all.AddRange(description.Headers.Select(h => Parameter(h.Key, ParameterLocation.Header, h.Value)));
        if (description.IsCommand) all.AddRange(CommandHeaders.Select(h => Parameter(h.Name, ParameterLocation.Header, h.Text)));
        return [.. all];
    }

    public static OpenApiRequestBody Body(string type, string schema, OpenApiDocument document) => new() { Required = true, Content = Content(type, schema, document) };

    public static OpenApiResponses Responses(Described description, OpenApiDocument document)
    {
        var makes = description.IsCommand || description.Makes;
        var all = new OpenApiResponses { [makes ? "201" : "200"] = Good(description, document) };
        if (makes) all["200"] = Answer(description.IsCommand ? "The first answer, given again." : "It was there.", Json, description.Answer!, document);
        if (description.Roles == Roles.None) return all;
        all["default"] = new OpenApiResponse { Description = "A problem, by its code.", Content = Content(ProblemJson, "Problem", document) };
        return all;
    }

    static OpenApiResponse Good(Described description, OpenApiDocument document) =>
        description.Answer is { } schema
            ? Answer(description.IsCommand ? "Recorded." : "OK.", description.AnswerType, schema, document)
            : new OpenApiResponse { Description = "Text." };

    static OpenApiResponse Answer(string text, string type, string schema, OpenApiDocument document) =>
        new() { Description = text, Content = Content(type, schema, document) };

    static Dictionary<string, OpenApiMediaType> Content(string type, string schema, OpenApiDocument document) =>
        new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, document) } };

    static IOpenApiParameter Parameter(string name, ParameterLocation place, string? text) => new OpenApiParameter
    {
        Name = name,
        In = place,
        Required = place == ParameterLocation.Path,
        Description = text,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
