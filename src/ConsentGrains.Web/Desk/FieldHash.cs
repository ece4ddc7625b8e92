using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConsentGrains.Web.Desk;

/// <summary>The fingerprint of a command's fields: the same fields have the same one, however they were spaced or ordered.</summary>
static class FieldHash
{
    public static byte[] Of(string command, JsonElement fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(Encoding.UTF8.GetBytes(command + "\n"));
        using (var json = new Utf8JsonWriter(bytes)) Write(json, fields);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: Object(json, value); break;
            case JsonValueKind.Array: Array(json, value); break;
            default: value.WriteTo(json); break;
        }
    }

    static void Object(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartObject();
        foreach (var field in value.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(field.Name);
            Write(json, field.Value);
        }

        json.WriteEndObject();
    }

    static void Array(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartArray();
        foreach (var one in value.EnumerateArray()) Write(json, one);
        json.WriteEndArray();
    }
}
