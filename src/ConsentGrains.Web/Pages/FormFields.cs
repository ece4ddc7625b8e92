using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Pages;

/// <summary>The fields of a form as the fields of a command. A name is a path, `papers.0.kind`; what stands behind `#` says how the text is meant:
/// `#number`, `#flag`, `#list` (parted by blanks), `#each` (chosen several). What is empty is left out, and so is an entry of a list without its first field.</summary>
static class FormFields
{
    public static JsonElement Of(IFormCollection form, params ReadOnlySpan<string> besides)
    {
        var root = new JsonObject();
        foreach (var (name, values) in form)
        {
            if (besides.Contains(name) || name == PageHouse.TokenField || values.Count == 0 || values.All(string.IsNullOrWhiteSpace)) continue;
            var parts = name.Split('#', 2);
            Put(root, parts[0].Split('.'), Value(values!, parts.Length > 1 ? parts[1] : ""));
        }

        Shorten(root);
        return JsonSerializer.SerializeToElement(root);
    }

    static JsonNode? Value(IReadOnlyList<string?> values, string kind) => kind switch
    {
        "number" => int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(values[0]!),
        "flag" => JsonValue.Create(values[0] is "true" or "on"),
        "list" => Array(values[0]!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        "each" => Array(values.OfType<string>().Where(v => v.Length > 0)),
        _ => JsonValue.Create(values[0]!.Trim()),
    };

    static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    static void Put(JsonObject into, string[] path, JsonNode? value)
    {
        if (path.Length == 1) into[path[0]] = value;
        else if (path.Length == 3 && int.TryParse(path[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Limits.EntriesPerForm)
        {
            if (into[path[0]] is not JsonArray list) into[path[0]] = list = [];
            while (list.Count <= at) list.Add(new JsonObject());
            list[at]![path[2]] = value;
        }
    }

    /// <summary>A row of a form that was not filled in is none.</summary>
    static void Shorten(JsonObject root)
    {
        foreach (var (_, value) in root)
            if (value is JsonArray list)
                for (var i = list.Count - 1; i >= 0; i--)
                    if (list[i] is JsonObject row && !row.ContainsKey("kind") && !row.ContainsKey("result")) list.RemoveAt(i);
    }
}
