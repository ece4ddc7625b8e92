using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;

namespace ConsentGrains.Web.Http;

/// <summary>Fields of an answer, in one spelling everywhere: what is absent is left out, days and moments are texts.</summary>
static class JsonFields
{
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public static void Day(this Utf8JsonWriter json, string name, DateOnly? day) =>
        json.Text(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static void Moment(this Utf8JsonWriter json, string name, Instant? moment) => json.Text(name, moment?.ToString());

    public static void Word<T>(this Utf8JsonWriter json, string name, T value) where T : struct, Enum => json.WriteString(name, Wire.Name(value));

    public static void Flag(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag) json.WriteBoolean(name, flag);
    }

    public static void Texts(this Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> all, Action<Utf8JsonWriter, T> fields)
    {
        json.WriteStartArray(name);
        foreach (var one in all) json.Object(one, fields);
        json.WriteEndArray();
    }

    public static void Object<T>(this Utf8JsonWriter json, T one, Action<Utf8JsonWriter, T> fields)
    {
        json.WriteStartObject();
        fields(json, one);
        json.WriteEndObject();
    }
}
