using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every event of a supply point: customers are in the secret part, parties in the clear one.</summary>
static class SupplyPointEventFields
{
    public static void Write(SupplyPointEvent happened, FieldWriter clear, FieldWriter secret)
    {
        switch (happened)
        {
            case SupplyPointEvent.Registered e: Registered(e, clear, secret); break;
            case SupplyPointEvent.MovedIn e: clear.Text("retailer", e.Customer.Operator).Moment("from", e.From); secret.Text("customer", e.Customer.ToString()); break;
            case SupplyPointEvent.MovedOut e: clear.Moment("from", e.From); secret.Text("customer", e.Customer.ToString()); break;
            case SupplyPointEvent.SwitchRequested e: Requested(e, clear, secret); break;
            case SupplyPointEvent.SwitchApplied e: clear.Number("switch", e.Switch); break;
            case SupplyPointEvent.SwitchRejected e: clear.Number("switch", e.Switch).Text("why", e.Why); break;
            case SupplyPointEvent.SwitchJudged e: clear.Number("switch", e.Switch).Word("result", e.Result).List("reasons", SomeOf(e.Reasons)); secret.Text("reason", e.Note); break;
            case SupplyPointEvent.SwitchMatched e: clear.Number("switch", e.Switch); break;
            case SupplyPointEvent.SwitchCancelled e: clear.Number("switch", e.Switch); break;
            case SupplyPointEvent.SwitchLapsed e: clear.Number("switch", e.Switch); break;
            case SupplyPointEvent.SwitchCompleting e: clear.Number("switch", e.Switch).Moment("from", e.From); break;
            case SupplyPointEvent.SwitchCompleted e: clear.Number("switch", e.Switch).Moment("from", e.From); break;
            case SupplyPointEvent.LookUpIssued e: LookUp(e, clear, secret); break;
        }
    }

    public static SupplyPointEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        EventTypes.SupplyPointRegistered => Registered(clear, secret),
        EventTypes.SupplyPointMovedIn => new SupplyPointEvent.MovedIn(Sealed(secret, "customer"), clear.RequiredMoment("from")),
        EventTypes.SupplyPointMovedOut => new SupplyPointEvent.MovedOut(Sealed(secret, "customer"), clear.RequiredMoment("from")),
        EventTypes.SwitchRequested => Requested(clear, secret),
        EventTypes.SwitchApplied => new SupplyPointEvent.SwitchApplied(Number(clear)),
        EventTypes.SwitchRejected => new SupplyPointEvent.SwitchRejected(Number(clear), clear.Required("why")),
        EventTypes.SwitchJudged => new SupplyPointEvent.SwitchJudged(Number(clear), clear.Word<Judgement>("result"), clear.List("reasons") ?? [], secret.Text("reason")),
        EventTypes.SwitchMatched => new SupplyPointEvent.SwitchMatched(Number(clear)),
        EventTypes.SwitchCancelled => new SupplyPointEvent.SwitchCancelled(Number(clear)),
        EventTypes.SwitchLapsed => new SupplyPointEvent.SwitchLapsed(Number(clear)),
        EventTypes.SwitchCompleting => new SupplyPointEvent.SwitchCompleting(Number(clear), clear.RequiredMoment("from")),
        EventTypes.SwitchCompleted => new SupplyPointEvent.SwitchCompleted(Number(clear), clear.RequiredMoment("from")),
        EventTypes.SupplyPointSettled => new SupplyPointEvent.Settled(),
        EventTypes.LookUpIssued => LookUp(clear, secret),
        _ => throw new UnknownEventException(type),
    };

    static int Number(StoredFields clear) => clear.RequiredNumber("switch");

    /// <summary>Of the secret part: nobody once the key is gone.</summary>
    static CustomerId Sealed(StoredFields secret, string name) => CustomerId.Parse(secret.Text(name)) ?? default;

    static IReadOnlyList<string>? SomeOf(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    static void Registered(SupplyPointEvent.Registered e, FieldWriter clear, FieldWriter secret)
    {
        clear.Number("area", e.Area).Word("kind", e.Kind, PointKind.Supply).Text("voltage", e.Voltage is { } voltage ? Wire.Name(voltage) : null)
            .Text("retailer", e.Retailer).Moment("from", e.From);
        secret.Text("customer", e.Customer?.ToString());
    }

    static SupplyPointEvent.Registered Registered(StoredFields clear, StoredFields secret) => new(
        secret.Sealed("point"), clear.RequiredNumber("area"), clear.Word("kind", PointKind.Supply), clear.Text("voltage") is null ? null : clear.Word<VoltageClass>("voltage"),
        clear.Text("retailer"), CustomerId.Parse(secret.Text("customer")), clear.RequiredMoment("from"));

    static void Requested(SupplyPointEvent.SwitchRequested e, FieldWriter clear, FieldWriter secret)
    {
        clear.Number("switch", e.Switch).Text("by", e.By).Text("losing", e.Losing).Day("on", e.On).Flag("meterWork", e.MeterWork).Day("matchBy", e.MatchBy);
        secret.Text("customer", e.Customer.ToString()).Text("losingCustomer", e.LosingCustomer.ToString());
    }

    static SupplyPointEvent.SwitchRequested Requested(StoredFields clear, StoredFields secret) => new(
        Number(clear), clear.Required("by"), clear.Required("losing"), Sealed(secret, "customer"), Sealed(secret, "losingCustomer"), clear.Day("on"),
        clear.Flag("meterWork"), clear.Day("matchBy"));

    static void LookUp(SupplyPointEvent.LookUpIssued e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("retailer", e.Retailer).Number("days", e.Days).Word("by", e.By, ConsentBy.Principal);
        secret.Text("customer", e.Customer.ToString()).Text("hash", e.Hash);
    }

    static SupplyPointEvent.LookUpIssued LookUp(StoredFields clear, StoredFields secret) => new(
        Sealed(secret, "customer"), clear.Required("retailer"), clear.RequiredNumber("days"), clear.Word("by", ConsentBy.Principal), secret.Text("hash"));
}
