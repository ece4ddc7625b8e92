using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>The fields of a command: those of the body, and those the path gives.</summary>
static class CommandBody
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = Limits.JsonDepth };

    /// <summary>Reads the body of a request and hands it on; it lives until that ends.</summary>
    public static async ValueTask<Problem?> TakeAsync(HttpContext http, Func<JsonElement, ValueTask<Problem?>> take)
    {
        using var body = await RequestBody.ReadAsync(http);
        if (body.Problem is { } unread) return unread;
        if (Parse(body.Bytes, out var parsed) is { } malformed) return malformed;
        using var sent = parsed!;
        return await take(sent.RootElement);
    }

    /// <summary>Parses a body; the document must be disposed.</summary>
    public static Problem? Parse(ReadOnlyMemory<byte> body, out JsonDocument? document)
    {
        document = null;
        try
        {
            if (HasBrokenText(body.Span)) return JsonBody.NotText();
            document = JsonDocument.Parse(body, Strict);
            return null;
        }
        catch (JsonException fault)
        {
            return JsonBody.Malformed(body.Span, fault);
        }
    }

    /// <summary>A name or text with half a surrogate pair passes as JSON and can not be read as a text by anyone later.</summary>
    static bool HasBrokenText(ReadOnlySpan<byte> body)
    {
        var reader = JsonBody.Begin(body);
        while (reader.Read())
            if (reader.ValueIsEscaped && !IsText(ref reader)) return true;
        return false;
    }

    static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The body's fields with one more that the path gave. A body that names it too has it twice, which its reader reports.
    /// The bytes are put together as they came: a text that is none could be read but not written again.</summary>
    public static JsonDocument With(JsonElement body, string name, string value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(body);
        var bytes = new ArrayBufferWriter<byte>(raw.Length + name.Length + value.Length + 16);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString(name, value);
        }

        bytes.Write(body.GetPropertyCount() == 0 ? "}"u8 : ","u8);
        if (body.GetPropertyCount() > 0) bytes.Write(raw[1..]);
        return JsonDocument.Parse(bytes.WrittenMemory, Strict);
    }
}
