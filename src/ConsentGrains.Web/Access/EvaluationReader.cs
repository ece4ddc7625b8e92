using System.Text.Json;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access;

/// <summary>Reads the body of /access/v1/evaluation straight from its bytes.</summary>
static class EvaluationReader
{
    const int Alone = -1;

    /// <summary>Fills the draft; a problem only where the body as a whole can not be read.</summary>
    public static Problem? Read(ReadOnlySpan<byte> body, QuestionDraft draft)
    {
        var reader = JsonBody.Begin(body);
        try
        {
            if (!JsonBody.EnterObject(ref reader)) return JsonBody.NotAnObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader, draft);
            return JsonBody.End(ref reader);
        }
        catch (JsonException fault)
        {
            return JsonBody.Malformed(body, ref reader, fault);
        }
        catch (InvalidOperationException)
        {
            return JsonBody.NotText();
        }
    }

    static void ReadMember(ref Utf8JsonReader reader, QuestionDraft draft)
    {
        if (QuestionReader.TryReadPart(ref reader, draft, Alone)) return;
        if (reader.ValueTextEquals("evaluations"u8)) draft.Fault("/evaluations", FaultCode.Unknown, "send several evaluations to /access/v1/evaluations");
        QuestionReader.SkipMember(ref reader, draft, Alone);
    }
}
