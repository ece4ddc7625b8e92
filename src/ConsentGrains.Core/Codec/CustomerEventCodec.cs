using System.Text.Json;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of customers as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes.</summary>
public static class CustomerEventCodec
{
    public static EncodedEvent Encode(CustomerEvent happened, CustomerId customer, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("customer", customer.ToString()).Secret(envelope);
        Write(happened, clear, secret);
        return new EncodedEvent(EventTypes.Of(happened), clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedCustomerEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new DecodedCustomerEvent(Read(type, open, hidden), CustomerId.Parse(hidden.Text("customer")), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    /// <summary>What a state is made of, without who recorded it and of whom: a load needs no more, and reads the secret part only where the event has something there.</summary>
    /// <inheritdoc cref="Decode"/>
    /// <returns>The event, and when it was recorded first, where that was not here and now.</returns>
    public static (CustomerEvent Event, Instant? First) DecodeChange(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            return (Read(type, open, SealsNothing(type) ? default : new StoredFields(secret ?? default)), EnvelopeFields.First(open));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    static bool SealsNothing(string type) => type is EventTypes.ConsentGiven or EventTypes.ConsentWithdrawn or EventTypes.StopOrdered or EventTypes.StopLifted
        or EventTypes.EntrustmentObjected or EventTypes.EntrustmentObjectionLifted or EventTypes.NoticeRecorded;

    static void Write(CustomerEvent happened, FieldWriter clear, FieldWriter secret)
    {
        switch (happened)
        {
            case CustomerEvent.Enrolled e: EnrolledFields(e, clear, secret); break;
            case CustomerEvent.ContractRecorded e: ContractFields(e, clear, secret); break;
            case CustomerEvent.Relocated e: clear.Flag("outOfArea", e.OutOfArea); secret.Text("contract", e.Contract); break;
            case CustomerEvent.ConsentGiven e: ConsentFields(e, clear); break;
            case CustomerEvent.ConsentWithdrawn e: clear.Text("purpose", e.Purpose).Text("recipient", e.Recipient).List("items", e.Items); break;
            case CustomerEvent.StopOrdered e: ScopeFields(e.Scope, clear); break;
            case CustomerEvent.StopLifted e: ScopeFields(e.Scope, clear); break;
            case CustomerEvent.SwitchAwayOpened e: clear.Number("switch", e.Switch); secret.Text("point", e.Point); break;
            case CustomerEvent.SwitchAwayClosed e: clear.Number("switch", e.Switch).Moment("from", e.From); secret.Text("point", e.Point); break;
            case CustomerEvent.ContractEnded e: clear.Moment("from", e.From).Word("why", e.Why); secret.Text("point", e.Point); break;
            case CustomerEvent.ContractActivated e: clear.Moment("from", e.From); secret.Text("point", e.Point); break;
            case CustomerEvent.HoldPlaced e: clear.Day("until", e.Until).List("items", e.Items); secret.Text("law", e.Law); break;
            case CustomerEvent.HoldLifted e: secret.Text("law", e.Law); break;
            case CustomerEvent.NoticeRecorded e: clear.Text("clause", e.Clause); break;
        }
    }

    // The last day as a minor gives the birthday away, and a guardianship (成年後見) is nobody's business: both are sealed.
    static void EnrolledFields(CustomerEvent.Enrolled e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("policy", e.Policy).Text("version", e.Version).Word("kind", e.Kind, CustomerKind.Individual)
            .Word("provenance", e.Provenance, Provenance.Other).List("purposes", e.Purposes.Count == 0 ? null : e.Purposes);
        secret.Day("minorUntil", e.MinorUntil).Maybe("ward", e.Ward);
    }

    static void ContractFields(CustomerEvent.ContractRecorded e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("policy", e.Policy).Word("state", e.State).List("features", e.Features).Day("retainUntil", e.RetainUntil).Flag("movesIn", e.MovesIn);
        secret.Text("id", e.Id).Text("supplyPoint", e.SupplyPoint).Text("user", e.User);
    }

    static void ConsentFields(CustomerEvent.ConsentGiven e, FieldWriter clear) =>
        clear.Text("purpose", e.Purpose).Text("recipient", e.Recipient).List("items", e.Items).Flag("secrecy", e.Secrecy)
            .Day("until", e.Until).Text("country", e.Country).Word("by", e.By, ConsentBy.Principal);

    static void ScopeFields(StopScope scope, FieldWriter clear) =>
        clear.Text("policy", scope.Policy).Text("act", scope.Act).Text("purpose", scope.Purpose).Text("channel", scope.Channel)
            .Text("recipient", scope.Recipient);

    static CustomerEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        EventTypes.CustomerEnrolled => Enrolled(clear, secret),
        EventTypes.ContractRecorded => ContractRecorded(clear, secret),
        EventTypes.CustomerRelocated => new CustomerEvent.Relocated(secret.Sealed("contract"), clear.Flag("outOfArea")),
        EventTypes.ConsentGiven => ConsentGiven(clear),
        EventTypes.ConsentWithdrawn => new CustomerEvent.ConsentWithdrawn(clear.Text("purpose"), clear.Text("recipient"), clear.List("items")),
        EventTypes.StopOrdered => new CustomerEvent.StopOrdered(Scope(clear)),
        EventTypes.StopLifted => new CustomerEvent.StopLifted(Scope(clear)),
        EventTypes.EntrustmentObjected => new CustomerEvent.EntrustmentObjected(),
        EventTypes.EntrustmentObjectionLifted => new CustomerEvent.EntrustmentObjectionLifted(),
        EventTypes.HoldPlaced => new CustomerEvent.HoldPlaced(clear.RequiredDay("until"), secret.Sealed("law")),
        EventTypes.HoldPlacedOnItems => new CustomerEvent.HoldPlaced(clear.RequiredDay("until"), secret.Sealed("law"), clear.List("items") ?? throw new FormatException("the field 'items' is missing")),
        EventTypes.HoldLifted => new CustomerEvent.HoldLifted(secret.Sealed("law")),
        EventTypes.CustomerNamed => new CustomerEvent.Named(),
        EventTypes.NoticeRecorded => new CustomerEvent.NoticeRecorded(clear.Required("clause")),
        EventTypes.SwitchAwayOpened => new CustomerEvent.SwitchAwayOpened(secret.Sealed("point"), clear.RequiredNumber("switch")),
        EventTypes.SwitchAwayClosed => new CustomerEvent.SwitchAwayClosed(secret.Sealed("point"), clear.RequiredNumber("switch"), clear.RequiredMoment("from")),
        EventTypes.ContractEnded => new CustomerEvent.ContractEnded(secret.Sealed("point"), clear.RequiredMoment("from"), clear.Word<ContractEnd>("why")),
        EventTypes.ContractActivated => new CustomerEvent.ContractActivated(secret.Sealed("point"), clear.RequiredMoment("from")),
        EventTypes.CustomerErased => new CustomerEvent.Erased(),
        _ => throw new UnknownEventException(type),
    };

    static CustomerEvent.Enrolled Enrolled(StoredFields clear, StoredFields secret) => new(
        clear.Required("policy"), clear.Required("version"), clear.Word("kind", CustomerKind.Individual),
        clear.Word("provenance", Provenance.Other), clear.List("purposes") ?? [], secret.Day("minorUntil"), secret.Maybe("ward"));

    static CustomerEvent.ContractRecorded ContractRecorded(StoredFields clear, StoredFields secret) => new(
        secret.Sealed("id"), clear.Required("policy"), clear.Word<ContractState>("state"), secret.Text("supplyPoint"),
        clear.List("features"), secret.Text("user"), clear.Day("retainUntil"), clear.Flag("movesIn"));

    static CustomerEvent.ConsentGiven ConsentGiven(StoredFields clear) => new(
        clear.Text("purpose"), clear.Text("recipient"), clear.List("items"), clear.Flag("secrecy"), clear.Day("until"),
        clear.Text("country"), clear.Word("by", ConsentBy.Principal));

    static StopScope Scope(StoredFields clear) => new(
        clear.Text("policy"), clear.Text("act"), clear.Text("purpose"), clear.Text("channel"), clear.Text("recipient"));
}
