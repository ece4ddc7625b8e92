using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConsentGrains.Core.Codec;

/// <summary>The customers in the secret part of a supply point's event: the only fields of it that would outlive an erased customer.</summary>
public static class PointSecrets
{
    static readonly string[] Fields = ["customer", "losingCustomer"];

    /// <summary>As they stand there.</summary>
    public static IEnumerable<string> NamesIn(ReadOnlyMemory<byte> secret) =>
        Parse(secret) is { } fields ? Fields.Select(field => fields[field]?.GetValue<string>()).OfType<string>() : [];

    /// <summary>Each replaced; the very bytes where there is none.</summary>
    public static ReadOnlyMemory<byte> Naming(ReadOnlyMemory<byte> secret, Func<string, string> name)
    {
        if (Parse(secret) is not { } fields) return secret;
        foreach (var field in Fields)
            if (fields[field] is { } value) fields[field] = name(value.GetValue<string>());
        var bytes = new ArrayBufferWriter<byte>(secret.Length + Limits.NameLength);
        using (var json = new Utf8JsonWriter(bytes, FieldWriter.Options)) fields.WriteTo(json);
        return bytes.WrittenMemory;
    }

    /// <summary>Null where it names nobody.</summary>
    static JsonObject? Parse(ReadOnlyMemory<byte> secret) =>
        secret.Span.IndexOf("ustomer\":"u8) >= 0 ? JsonNode.Parse(secret.Span) as JsonObject : null;
}
