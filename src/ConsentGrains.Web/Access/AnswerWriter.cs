using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access;

/// <summary>Writes an answer as an AuthZEN decision.</summary>
sealed class AnswerWriter(DecisionSigner signer)
{
    static readonly byte[][] Bases = [.. Enum.GetValues<Basis>().Select(b => Encoding.UTF8.GetBytes($",\"basis\":\"{Wire.Name(b)}\""))];
    static readonly byte[][] Codes = [.. Enum.GetValues<ReasonCode>().Select(c => Encoding.UTF8.GetBytes($"{{\"code\":\"{Wire.Name(c)}\",\"items\":"))];

    /// <param name="reply">Takes the decision's id, which is not there before <see cref="Sign"/>.</param>
    /// <param name="question">The question answered: the id is about it.</param>
    /// <param name="gates">For an explanation; null = none was asked for.</param>
    /// <returns>The bytes of the decision's id, whole when it is signed.</returns>
    public byte[] Write(DecisionReply reply, Question question, Answer answer, IReadOnlyList<GateOutcome>? gates)
    {
        var json = reply.Json;
        json.Raw(answer.Permitted ? "{\"decision\":true,\"context\":{\"id\":\""u8 : "{\"decision\":false,\"context\":{\"id\":\""u8);
        var receipt = signer.Begin(reply, question, answer);
        json.Raw("\""u8);
        var from = json.Count;
        if (!reply.RepeatsGround(answer)) WriteGround(json, answer);
        reply.Remember(answer, from);
        WriteState(json, answer);
        WriteReasons(json, answer.Reasons);
        if (gates is not null) WriteGates(json, gates);
        json.Raw("}}"u8);
        return receipt;
    }

    /// <summary>Once all answers of a reply are written.</summary>
    public void Sign(DecisionReply reply) => signer.Sign(reply);

    /// <summary>What an answer rests on and what it asks: nothing of it is of this customer or this moment.</summary>
    static void WriteGround(PooledBuffer json, Answer answer)
    {
        if (answer.Basis is { } basis) json.Raw(Bases[(int)basis]);
        json.Raw(",\"clauses\":"u8);
        json.Texts(answer.Clauses);
        Member(json, ",\"policy\":"u8, answer.Policy);
        Member(json, ",\"policyShown\":"u8, answer.PolicyShown);
        json.Raw(",\"law\":"u8);
        json.Texts(answer.Law);
        json.Raw(",\"responsible\":{"u8);
        if (answer.Permitted) WriteResponsible(json, answer);
        json.Raw("},\"obligations\":"u8);
        json.Raw(ObligationNames.Json(answer.Obligations));
        if (answer.UsageFrom is { } day) json.Raw(Encoding.UTF8.GetBytes($",\"usageFrom\":\"{day:yyyy-MM-dd}\""));
    }

    /// <summary>An item that was named twice is answered once.</summary>
    static void WriteResponsible(PooledBuffer json, Answer answer)
    {
        var (items, byItem) = (answer.Items, answer.ResponsibleByItem);
        for (int i = 0, written = 0; i < items.Count; i++)
        {
            if ((byItem is null ? answer.ResponsibleForAll : byItem[i]) is not { } party || IsRepeated(items, i)) continue;
            if (written++ > 0) json.Raw(","u8);
            json.Text(items[i]);
            json.Raw(":"u8);
            json.Text(party);
        }
    }

    static bool IsRepeated(IReadOnlyList<string> items, int at)
    {
        for (var i = 0; i < at; i++)
            if (items[i] == items[at]) return true;
        return false;
    }

    static void WriteState(PooledBuffer json, Answer answer)
    {
        json.Raw(",\"revision\":\""u8);
        json.Number(answer.CustomerVersion);
        json.Raw("."u8);
        json.Number(answer.DirectoryVersion);
        json.Raw("\",\"asOf\":\""u8);
        json.Moment(answer.AsOf);
        json.Raw("\""u8);
    }

    static void WriteReasons(PooledBuffer json, IReadOnlyList<Reason> reasons)
    {
        json.Raw(",\"reasons\":["u8);
        for (var i = 0; i < reasons.Count; i++)
        {
            if (i > 0) json.Raw(","u8);
            WriteReason(json, reasons[i]);
        }

        json.Raw("]"u8);
    }

    static void WriteReason(PooledBuffer json, Reason reason)
    {
        json.Raw(Codes[(int)reason.Code]);
        json.Texts(reason.Items);
        Member(json, ",\"clause\":"u8, reason.Clause);
        if (reason.Subject is { } subject) Member(json, ",\"subject\":"u8, reason.Code == ReasonCode.SupplyPointUnknown ? Mask.SupplyPoint(subject) : subject);
        json.Raw(",\"message\":"u8);
        json.Raw(ReasonMessages.Json(reason.Code));
        json.Raw("}"u8);
    }

    static void Member(PooledBuffer json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null) return;
        json.Raw(name);
        json.Text(text);
    }

    static void WriteGates(PooledBuffer json, IReadOnlyList<GateOutcome> gates)
    {
        json.Raw(",\"explanation\":"u8);
        using var writer = new Utf8JsonWriter(json, JsonReply.Readable);
        writer.WriteStartArray();
        foreach (var gate in gates) writer.Object(gate, WriteGate);
        writer.WriteEndArray();
    }

    static void WriteGate(Utf8JsonWriter writer, GateOutcome gate)
    {
        writer.Word("gate", gate.Gate);
        writer.Text("outcome", gate.Outcome);
        writer.Text("detail", gate.Detail);
    }
}
