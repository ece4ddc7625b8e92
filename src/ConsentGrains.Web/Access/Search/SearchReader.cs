using System.Text.Json;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access.Search;

/// <summary>Reads the body of a search straight from its bytes: the parts of a question, and `page`.</summary>
static class SearchReader
{
    const int Alone = -1;

    /// <summary>Fills the draft; a problem where it is no search.</summary>
    public static Problem? Read(ReadOnlySpan<byte> body, SearchDraft draft)
    {
        var reader = JsonBody.Begin(body);
        try
        {
            if (!JsonBody.EnterObject(ref reader)) return JsonBody.NotAnObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader, draft);
            return JsonBody.End(ref reader) ?? draft.Complete();
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

    static void ReadMember(ref Utf8JsonReader reader, SearchDraft draft)
    {
        if (QuestionReader.TryReadPart(ref reader, draft.Question, Alone)) return;
        if (reader.ValueTextEquals("page"u8)) ReadPage(ref reader, draft);
        else QuestionReader.SkipMember(ref reader, draft.Question, Alone);
    }

    static void ReadPage(ref Utf8JsonReader reader, SearchDraft draft)
    {
        if (draft.HasPage) draft.Question.Fault("/page", FaultCode.DuplicateKey, "named twice");
        draft.HasPage = true;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null) WordReader.Refuse(ref reader, draft.Question, "/page", "must be an object");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("token"u8)) ReadToken(ref reader, draft);
            else if (reader.ValueTextEquals("limit"u8)) ReadLimit(ref reader, draft);
            else SkipFurther(ref reader, draft);
        }
    }

    static void ReadToken(ref Utf8JsonReader reader, SearchDraft draft)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null) draft.Token = reader.GetString();
        else WordReader.Refuse(ref reader, draft.Question, "/page/token", SearchToken.Wanted);
    }

    static void ReadLimit(ref Utf8JsonReader reader, SearchDraft draft)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var limit) && limit is >= 1 and <= Limits.PageMost) draft.Limit = limit;
        else WordReader.Refuse(ref reader, draft.Question, "/page/limit", $"must be a number from 1 to {Limits.PageMost}");
    }

    /// <summary>`properties` is the standard's place for what implementations add; none is added here. `next_token` is a slip that would begin anew for ever.</summary>
    static void SkipFurther(ref Utf8JsonReader reader, SearchDraft draft)
    {
        if (!reader.ValueTextEquals("properties"u8)) draft.Question.Fault("/page", FaultCode.Unknown, "knows token, limit and properties");
        reader.Skip();
    }
}
