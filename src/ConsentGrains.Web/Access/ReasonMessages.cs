using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>The message of every reason as JSON, made once.</summary>
static class ReasonMessages
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly byte[][] Objects = [.. Enum.GetValues<ReasonCode>().Select(Spell)];

    /// <summary>`{"ja": …, "en": …}`.</summary>
    public static ReadOnlySpan<byte> Json(ReasonCode code) => Objects[(int)code];

    static byte[] Spell(ReasonCode code)
    {
        var text = ReasonTexts.Of(code);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["ja"] = text.Ja, ["en"] = text.En }, Readable);
    }
}
