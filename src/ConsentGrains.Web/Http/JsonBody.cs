using System.Text.Json;

namespace ConsentGrains.Web.Http;

/// <summary>Reading a body as JSON, and saying where it is none.</summary>
static class JsonBody
{
    static readonly JsonReaderOptions Strict = new() { MaxDepth = Limits.JsonDepth };

    public static Utf8JsonReader Begin(ReadOnlySpan<byte> body) => new(body, Strict);

    /// <summary>False = whatever it is, it is no object.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    /// <summary>After the object nothing may come: the reader throws at whatever does.</summary>
    public static Problem? End(ref Utf8JsonReader reader)
    {
        reader.Read();
        return null;
    }

    public static Problem NotAnObject() => Problems.Of([new FieldFault("", FaultCode.Invalid, "the body must be a JSON object")]);

    public static Problem NotText() =>
        Problems.Of(ProblemCode.JsonMalformed, "A text holds half a surrogate pair (\\uD800 to \\uDFFF alone): no character is spelt so.");

    /// <summary>The reader stands where it failed: at an opening bracket on the deepest level allowed, it failed for the depth.</summary>
    public static Problem Malformed(ReadOnlySpan<byte> body, ref Utf8JsonReader reader, JsonException fault) =>
        Depth(ref reader) >= Limits.JsonDepth && NextIsOpening(body, (int)reader.BytesConsumed) ? TooDeep() : Malformed(fault);

    /// <summary>For a body that another reader gave up: it is read again up to where it fails.</summary>
    public static Problem Malformed(ReadOnlySpan<byte> body, JsonException fault)
    {
        var reader = Begin(body);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return Malformed(body, ref reader, fault);
        }

        return Malformed(fault);
    }

    static Problem Malformed(JsonException fault) =>
        Problems.Of(ProblemCode.JsonMalformed, $"Not JSON at line {(fault.LineNumber ?? 0) + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}.");

    static Problem TooDeep() =>
        Problems.Of(ProblemCode.JsonTooDeep, $"Nested deeper than {Limits.JsonDepth} levels.");

    /// <summary>How many brackets are open; the reader does not count the one it stands on.</summary>
    static int Depth(ref Utf8JsonReader reader) =>
        reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0);

    static bool NextIsOpening(ReadOnlySpan<byte> body, int at)
    {
        var rest = body[Math.Min(at, body.Length)..].TrimStart(" \t\r\n,:"u8);
        return rest.Length > 0 && rest[0] is (byte)'[' or (byte)'{';
    }
}
