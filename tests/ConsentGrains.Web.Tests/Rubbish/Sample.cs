using System.Globalization;
using System.Text.Json.Nodes;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>A body that a schema allows: its example, or one put together from its parts with words of the field.</summary>
sealed class Sample(JsonObject schemas, Random random)
{
    const int Deepest = 6;

    public JsonNode? Of(JsonNode schema) =>
        schema["examples"] is JsonArray { Count: > 0 } examples && random.Next(2) == 0 ? Pick(examples)!.DeepClone() : Of(schema, 0);

    JsonNode? Of(JsonNode schema, int depth)
    {
        if (schema["$ref"] is { } reference) return Of(schemas[reference.GetValue<string>()["#/components/schemas/".Length..]]!, depth);
        if (schema["const"] is { } one) return one.DeepClone();
        if (schema["enum"] is JsonArray words) return Pick(words)!.DeepClone();
        return (schema["type"] as JsonValue)?.GetValue<string>() switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(depth > Deepest ? 1 : 4)).Select(_ => Of(schema["items"] ?? new JsonObject(), depth + 1))]),
            "string" => Text(schema),
            "integer" or "number" => random.Next(40),
            "boolean" => random.Next(2) == 0,
            _ => JsonValue.Create(Words.Text(random)),
        };
    }

    JsonObject Object(JsonNode schema, int depth)
    {
        var made = new JsonObject();
        var required = schema["required"] is JsonArray names ? names.Select(n => n!.GetValue<string>()).ToList() : [];
        if (schema["properties"] is not JsonObject properties) return made;
        foreach (var (name, of) in properties)
            if (required.Contains(name, StringComparer.Ordinal) || random.Next(depth > Deepest ? 8 : 2) == 0) made[name] = Of(of!, depth + 1);
        return made;
    }

    JsonValue Text(JsonNode schema) => (schema["format"] as JsonValue)?.GetValue<string>() switch
    {
        "date" => JsonValue.Create(new DateOnly(2026, 1, 1).AddDays(random.Next(400)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "date-time" => JsonValue.Create("2026-03-31T10:00:00+09:00"),
        _ => JsonValue.Create(random.Next(8) == 0 ? Words.Name(random) : Words.Pick(random, Words.Known)),
    };

    JsonNode? Pick(JsonArray of) => of[random.Next(of.Count)];
}
