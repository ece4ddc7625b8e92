using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of requests as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes. Whom it is about and what follows
/// at the customer is sealed, under a key of the request's own.</summary>
public static class RequestEventCodec
{
    public static EncodedEvent Encode(RequestEvent happened, string request, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("request", request).Secret(envelope);
        Write(happened, clear, secret);
        return new EncodedEvent(RequestEventTypes.Of(happened), clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedRequestEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new(Read(type, open, hidden), hidden.Text("request"), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    static void Write(RequestEvent happened, FieldWriter clear, FieldWriter secret)
    {
        switch (happened)
        {
            case RequestEvent.Received e: Received(e, clear, secret); break;
            case RequestEvent.NotMade e: clear.Word("why", e.Why).Text("clause", e.Clause).Day("disposeFrom", e.DisposeFrom); break;
            case RequestEvent.Examined e: RequestParts.Write(clear, e.Findings); break;
            case RequestEvent.ResubmissionAsked e: clear.Objects("defects", e.Defects, RequestParts.Write).Day("until", e.Until); break;
            case RequestEvent.Resubmitted e: RequestParts.Write(clear, e.Cure); break;
            case RequestEvent.Refused e: RequestParts.Write(clear, e.Ground).Number("fee", e.Fee).Text("feeClause", e.FeeClause); break;
            case RequestEvent.Answered e: Answered(e, clear, secret); break;
            case RequestEvent.AnswerUndone e: clear.Text("why", e.Why); break;
            case RequestEvent.FeePaid e: clear.Number("yen", e.Yen); break;
            case RequestEvent.Replied e: clear.Day("on", e.On).Word("by", e.By).Word("to", e.To).Day("disposeFrom", e.DisposeFrom); break;
            case RequestEvent.Withdrawn e: clear.Day("disposeFrom", e.DisposeFrom); break;
        }
    }

    static RequestEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        RequestEventTypes.Received => Received(clear, secret),
        RequestEventTypes.NotMade => new RequestEvent.NotMade(clear.Word<NotMadeWhy>("why"), clear.Text("clause"), clear.RequiredDay("disposeFrom")),
        RequestEventTypes.Examined => new RequestEvent.Examined(RequestParts.Findings(clear)),
        RequestEventTypes.ResubmissionAsked => new RequestEvent.ResubmissionAsked(clear.Objects("defects", RequestParts.Defect), clear.RequiredDay("until")),
        RequestEventTypes.Resubmitted => new RequestEvent.Resubmitted(RequestParts.Cure(clear)),
        RequestEventTypes.Accepted => new RequestEvent.Accepted(),
        RequestEventTypes.Investigating => new RequestEvent.Investigating(),
        RequestEventTypes.Refused => new RequestEvent.Refused(RequestParts.Ground(clear), clear.RequiredNumber("fee"), clear.Text("feeClause")),
        RequestEventTypes.Answered => Answered(clear, secret),
        RequestEventTypes.CarriedOut => new RequestEvent.CarriedOut(),
        RequestEventTypes.AnswerUndone => new RequestEvent.AnswerUndone(clear.Required("why")),
        RequestEventTypes.FeePaid => new RequestEvent.FeePaid(clear.RequiredNumber("yen")),
        RequestEventTypes.Replied => new RequestEvent.Replied(clear.RequiredDay("on"), clear.Word<ReplyMethod>("by"), clear.Word<Addressee>("to"), clear.RequiredDay("disposeFrom")),
        RequestEventTypes.Withdrawn => new RequestEvent.Withdrawn(clear.RequiredDay("disposeFrom")),
        RequestEventTypes.PapersDisposed => new RequestEvent.PapersDisposed(),
        _ => throw new UnknownEventException(type),
    };

    static void Received(RequestEvent.Received e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("policy", e.Policy).Text("version", e.Version).Word("type", e.Type).Day("arrived", e.Arrived).Day("day", e.Day).Day("target", e.Target)
            .Object("application", fields => RequestParts.Write(fields, e.Application));
        secret.Text("customer", e.Customer?.ToString());
    }

    static RequestEvent.Received Received(StoredFields clear, StoredFields secret) => new(
        clear.Required("policy"), clear.Required("version"), clear.Word<RequestType>("type"), CustomerId.Parse(secret.Text("customer")),
        clear.Object("application", RequestParts.Application) ?? throw new FormatException("the field 'application' is missing"),
        clear.RequiredDay("arrived"), clear.RequiredDay("day"), clear.RequiredDay("target"));

    static void Answered(RequestEvent.Answered e, FieldWriter clear, FieldWriter secret)
    {
        clear.Objects("answers", e.Answers, RequestParts.Write).Word("outcome", e.Outcome).Text("basis", e.Basis is { } basis ? Wire.Name(basis) : null)
            .Flag("reviewed", e.Reviewed).Number("fee", e.Fee).Text("feeClause", e.FeeClause).Number("effects", e.Effects.Count);
        secret.Objects("effects", e.Effects, RequestParts.Write);
    }

    static RequestEvent.Answered Answered(StoredFields clear, StoredFields secret) => new(
        clear.Objects("answers", RequestParts.Answer), clear.Word<RequestOutcome>("outcome"), clear.MaybeWord<StopBasis>("basis"), clear.Flag("reviewed"),
        clear.RequiredNumber("fee"), clear.Text("feeClause"), secret.Objects("effects", RequestParts.Effect));
}

/// <param name="Request">Null where the secret part was not given (its key is destroyed).</param>
public sealed record DecodedRequestEvent(RequestEvent Event, string? Request, Envelope Envelope);
