using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core.Feed;

namespace ConsentGrains.Tests.Shared;

/// <summary>Holds what is told against the table that the AsyncAPI document is made of.</summary>
static class DescribedChange
{
    /// <summary>What is not as described; nothing where all is.</summary>
    public static IEnumerable<string> Faults(Told told)
    {
        var change = ChangeFields.All.SingleOrDefault(c => Teller.Prefix + c.Type == told.Type);
        if (change is null) return [$"{told.Type} is not described"];
        using var data = JsonDocument.Parse(told.Data);
        var fields = data.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.Clone(), StringComparer.Ordinal);
        ChangeField[] known = [new("ref", FieldShape.Text, true, ""), new("revision", FieldShape.Number, true, ""), .. change.Fields];
        return
        [
            .. (change.Subject is null) == (told.Subject is null) ? Array.Empty<string>() : [$"{told.Type}: the subject"],
            .. fields.Keys.Except(known.Select(f => f.Name), StringComparer.Ordinal).Select(name => $"{told.Type}: {name} is not described"),
            .. known.Where(f => f.Always && !fields.ContainsKey(f.Name)).Select(f => $"{told.Type}: {f.Name} is missing"),
            .. known.Where(f => fields.TryGetValue(f.Name, out var value) && !Fits(f, value)).Select(f => $"{told.Type}: {f.Name} is {fields[f.Name]}"),
        ];
    }

    static bool Fits(ChangeField field, JsonElement value) => field.Shape switch
    {
        FieldShape.Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        FieldShape.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldShape.Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String),
        FieldShape.Day => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        FieldShape.Time => value.TryGetDateTimeOffset(out _),
        _ => value.ValueKind == JsonValueKind.String && (field.Words is null || field.Words.Contains(value.GetString()!)),
    };
}
