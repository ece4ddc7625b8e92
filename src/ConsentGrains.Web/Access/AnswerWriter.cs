using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>Writes an answer as an AuthZEN decision.</summary>
static class AnswerWriter
{
    static readonly string[] Bases = [.. Enum.GetValues<Basis>().Select(Wire.Name)];
    static readonly string[] Codes = [.. Enum.GetValues<ReasonCode>().Select(Wire.Name)];

    /// <param name="gates">For an explanation; null = none was asked for.</param>
    public static void Write(Utf8JsonWriter writer, Answer answer, IReadOnlyList<GateOutcome>? gates)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("decision"u8, answer.Permitted);
        writer.WriteStartObject("context"u8);
        WriteId(writer, answer);
        WriteGround(writer, answer);
        WriteResponsible(writer, answer);
        writer.WritePropertyName("obligations"u8);
        writer.WriteRawValue(ObligationNames.Json(answer.Obligations), skipInputValidation: true);
        if (answer.UsageFrom is { } day) writer.WriteString("usageFrom"u8, day.ToString("yyyy-MM-dd"));
        writer.WriteString("revision"u8, Revision(answer));
        writer.WriteString("asOf"u8, answer.AsOf.ToString());
        WriteReasons(writer, answer.Reasons);
        if (gates is not null) WriteGates(writer, gates);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static void WriteId(Utf8JsonWriter writer, Answer answer)
    {
        Span<byte> id = stackalloc byte[DecisionId.Length];
        DecisionId.Write(id, answer.AsOf.Micros / 1000);
        writer.WriteString("id"u8, id);
    }

    static void WriteGround(Utf8JsonWriter writer, Answer answer)
    {
        if (answer.Basis is { } basis) writer.WriteString("basis"u8, Bases[(int)basis]);
        WriteTexts(writer, "clauses"u8, answer.Clauses);
        if (answer.Policy is { } policy) writer.WriteString("policy"u8, policy);
        if (answer.PolicyShown is { } shown) writer.WriteString("policyShown"u8, shown);
        WriteTexts(writer, "law"u8, answer.Law);
    }

    static void WriteResponsible(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartObject("responsible"u8);
        var all = answer.Responsible;
        for (var i = 0; i < all.Count; i++) writer.WriteString(all[i].Item, all[i].Party);
        writer.WriteEndObject();
    }

    static string Revision(Answer answer) => $"{answer.CustomerVersion}.{answer.DirectoryVersion}";

    static void WriteReasons(Utf8JsonWriter writer, IReadOnlyList<Reason> reasons)
    {
        writer.WriteStartArray("reasons"u8);
        for (var i = 0; i < reasons.Count; i++) WriteReason(writer, reasons[i]);
        writer.WriteEndArray();
    }

    static void WriteReason(Utf8JsonWriter writer, Reason reason)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, Codes[(int)reason.Code]);
        WriteTexts(writer, "items"u8, reason.Items);
        if (reason.Clause is { } clause) writer.WriteString("clause"u8, clause);
        if (reason.Subject is { } subject) writer.WriteString("subject"u8, Masked(reason.Code, subject));
        writer.WritePropertyName("message"u8);
        writer.WriteRawValue(ReasonMessages.Json(reason.Code), skipInputValidation: true);
        writer.WriteEndObject();
    }

    static string Masked(ReasonCode code, string subject) =>
        code == ReasonCode.SupplyPointUnknown ? Mask.SupplyPoint(subject) : subject;

    static void WriteGates(Utf8JsonWriter writer, IReadOnlyList<GateOutcome> gates)
    {
        writer.WriteStartArray("explanation"u8);
        foreach (var gate in gates)
        {
            writer.WriteStartObject();
            writer.WriteString("gate"u8, Wire.Name(gate.Gate));
            writer.WriteString("outcome"u8, gate.Outcome);
            writer.WriteString("detail"u8, gate.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++) writer.WriteStringValue(texts[i]);
        writer.WriteEndArray();
    }
}
