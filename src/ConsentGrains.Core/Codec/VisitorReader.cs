using System.Text.Json;

namespace ConsentGrains.Core.Codec;

/// <summary>The one reader of what the browsers of a site's visitors send.</summary>
public static class VisitorReader
{
    public static Parsed<VisitorWords> Question(JsonElement body)
    {
        var fields = new FieldReader(body);
        return fields.Finish(new VisitorWords(fields.Name("visitor"), []));
    }

    public static Parsed<VisitorWords> Choice(JsonElement body)
    {
        var fields = new FieldReader(body);
        return fields.Finish(new VisitorWords(fields.NeedName("visitor"), fields.NeedList("out", Limits.ServicesPerChoice, mayBeEmpty: true)));
    }
}

/// <param name="Visitor">The id the browser made up; null: it has none.</param>
/// <param name="Out">Recipients it refuses from now on.</param>
public sealed record VisitorWords(string? Visitor, IReadOnlyList<string> Out);
