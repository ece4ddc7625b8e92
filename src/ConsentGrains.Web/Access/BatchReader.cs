using System.Text.Json;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access;

/// <summary>Reads the body of /access/v1/evaluations straight from its bytes, in one pass.</summary>
static class BatchReader
{
    const int Alone = -1;
    const string Semantics = "must be execute_all, deny_on_first_deny or permit_on_first_permit";

    /// <summary>Fills the batch; a problem only where the body as a whole can not be read.</summary>
    public static Problem? Read(ReadOnlySpan<byte> body, Batch batch)
    {
        var reader = JsonBody.Begin(body);
        try
        {
            if (!JsonBody.EnterObject(ref reader)) return JsonBody.NotAnObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                if (ReadMember(ref reader, batch) is { } problem) return problem;
            if (JsonBody.End(ref reader) is { } rest) return rest;
        }
        catch (JsonException fault)
        {
            return JsonBody.Malformed(body, ref reader, fault);
        }
        catch (InvalidOperationException)
        {
            return JsonBody.NotText();
        }

        if (batch.Defaults.Faults.Count > 0) return Problems.Of([.. batch.Defaults.Faults]);
        batch.Complete();
        return null;
    }

    static Problem? ReadMember(ref Utf8JsonReader reader, Batch batch)
    {
        if (QuestionReader.TryReadPart(ref reader, batch.Defaults, Alone)) return null;
        if (reader.ValueTextEquals("evaluations"u8)) return ReadList(ref reader, batch);
        if (reader.ValueTextEquals("options"u8)) ReadOptions(ref reader, batch);
        else QuestionReader.SkipMember(ref reader, batch.Defaults, Alone);
        return null;
    }

    static Problem? ReadList(ref Utf8JsonReader reader, Batch batch)
    {
        if (batch.HasList) batch.Defaults.Fault("/evaluations", FaultCode.DuplicateKey, "named twice");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            WordReader.Refuse(ref reader, batch.Defaults, "/evaluations", "must be an array of objects");
            return null;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (batch.Count == Limits.EvaluationsPerRequest) return TooMany();
            batch.HasList = true;
            ReadOne(ref reader, batch.Add(), batch.Count - 1);
        }

        return null;
    }

    static void ReadOne(ref Utf8JsonReader reader, QuestionDraft draft, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            WordReader.Refuse(ref reader, draft, new Place(index, Part.None, false).Of(""), "must be an object");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            if (!QuestionReader.TryReadPart(ref reader, draft, index)) QuestionReader.SkipMember(ref reader, draft, index);
    }

    static void ReadOptions(ref Utf8JsonReader reader, Batch batch)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null) WordReader.Refuse(ref reader, batch.Defaults, "/options", "must be an object");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("evaluations_semantic"u8)) ReadSemantic(ref reader, batch);
            else reader.Skip();
        }
    }

    static void ReadSemantic(ref Utf8JsonReader reader, Batch batch)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && Batch.Find(reader.GetString()) is { } semantic) batch.Semantic = semantic;
        else WordReader.Refuse(ref reader, batch.Defaults, "/options/evaluations_semantic", Semantics);
    }

    static Problem TooMany() =>
        Problems.Of(ProblemCode.TooManyEvaluations, $"/evaluations: more than {Limits.EvaluationsPerRequest}: send several requests.");
}
