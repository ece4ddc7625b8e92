using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;

namespace ConsentGrains.Web.Description;

/// <summary>What the OpenAPI document says of an endpoint. The endpoints read and write bytes themselves, so nothing can be inferred.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Answer">The schema of the good answer; null = plain text.</param>
sealed record Described(string Id, string Tag, string Summary, string? Answer)
{
    /// <summary>The schema of the body; null = none is read.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of the body.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>The media type of the good answer.</summary>
    public string AnswerType { get; init; } = "application/json";

    /// <summary>None = no key is asked for.</summary>
    public Roles Roles { get; init; } = Roles.None;

    /// <summary>Query parameters with their descriptions.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = None;

    /// <summary>Request headers with their descriptions.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = None;

    /// <summary>Answers 201, or 200 where what it makes was there.</summary>
    public bool Makes { get; init; }

    /// <summary>Takes Idempotency-Key and If-Match, answers 201 (200 where it is repeated).</summary>
    public bool IsCommand { get; init; }

    /// <summary>The cursor and the length of a page.</summary>
    public static IReadOnlyDictionary<string, string> Paging { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["after"] = "The `next` of the page before.",
        ["limit"] = $"At most so many, up to {Limits.PageMost}; {Limits.PageDefault} if left out.",
    };

    /// <summary>A state may be read as of a moment.</summary>
    public static IReadOnlyDictionary<string, string> At { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = "As of which moment (RFC 3339, the plus sign as %2B)." };

    /// <summary>The filters of a list from the index, with what every such list takes.</summary>
    public static Dictionary<string, string> Filters(params IEnumerable<(string Name, string Text)> filters) => new(
        filters.Append(("current", "true: first take in whatever was acknowledged before this request.")).Select(f => KeyValuePair.Create(f.Item1, f.Item2)),
        StringComparer.Ordinal);

    static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

static class DescribedEndpoints
{
    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, Described description) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(description);
}
