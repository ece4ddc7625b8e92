using System.Runtime.InteropServices;
using System.Text.Json;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Access;

/// <summary>`POST /v1/decisions/verify`: whether an id is of a decision of this registry, what it attests, and whether a question was the one asked.</summary>
sealed class VerifyEndpoints(Gatehouse gatehouse, DecisionSigner signer)
{
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/v1/decisions/verify", gatehouse.Behind(Roles.Any, VerifyAsync))
            .Describe(new("verifyDecision", "decisions", "Is this the id of a decision given here, and was this the question?", "Verified") { Body = "Verify", Roles = Roles.Any });

    ValueTask<Problem?> VerifyAsync(Call call) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (Read(body, out var id, out var question) is { } wrong) return wrong;
        using var reply = new JsonReply();
        Write(reply.Writer, signer.Verify(id), question);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    });

    static Problem? Read(JsonElement body, out string id, out Question? question)
    {
        (id, question) = ("", null);
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        var faults = new List<FieldFault>();
        foreach (var field in body.EnumerateObject())
        {
            if (field.Name == "id" && field.Value.ValueKind == JsonValueKind.String) id = field.Value.GetString()!;
            else if (field.Name == "question" && field.Value.ValueKind == JsonValueKind.Object) continue;
            else faults.Add(Fault(field.Name));
        }

        if (id.Length == 0 && faults.Count == 0) faults.Add(new("/id", FaultCode.Required, "is needed: the id of a decision"));
        if (faults.Count > 0) return Problems.Of(faults);
        return body.TryGetProperty("question", out var asked) ? Question(asked, out question) : null;
    }

    static FieldFault Fault(string name) => name switch
    {
        "id" => new("/id", FaultCode.Invalid, "must be a text: the id of a decision"),
        "question" => new("/question", FaultCode.Invalid, "must be an object: the body that was sent to /access/v1/evaluation"),
        _ => new("/" + name, FaultCode.Unknown, "is not known; known are id, question"),
    };

    /// <summary>Read as /access/v1/evaluation reads it.</summary>
    internal static Problem? Question(JsonElement asked, out Question? question)
    {
        var draft = new QuestionDraft();
        var problem = EvaluationReader.Read(JsonMarshal.GetRawUtf8Value(asked), draft) ?? Completeness.Check(draft, -1);
        question = problem is null ? draft.ToQuestion() : null;
        return problem;
    }

    void Write(Utf8JsonWriter json, Attested? attested, Question? question)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", attested is not null);
        if (attested is not null) Write(json, attested);
        if (attested is not null && question is not null) json.WriteBoolean("sameQuestion", signer.IsAbout(attested, question));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Attested attested)
    {
        json.WriteBoolean("decision", attested.Permitted);
        json.Text("basis", attested.Basis);
        json.WritePropertyName("obligations");
        json.WriteRawValue(ObligationNames.Json(attested.Obligations), skipInputValidation: true);
        json.WriteString("revision", $"{attested.CustomerVersion}.{attested.DirectoryVersion}");
        json.Moment("asOf", attested.AsOf);
    }
}
