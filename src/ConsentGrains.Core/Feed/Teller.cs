using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Feed;

/// <summary>Puts a change into the words of the feed for one party. Whether the party may see it is asked before.</summary>
public static class Teller
{
    /// <summary>Of every type of the feed.</summary>
    public const string Prefix = "jp.consentgrains.";

    /// <returns>Null: nothing can be told, for the customer is erased and nobody knows whose it was.</returns>
    public static Told? Tell(Change change, Entitlement viewer) => change switch
    {
        Change.OfCustomer { Customer: null, Event: not CustomerEvent.Erased } => null,
        Change.OfCustomer of => Customer(of, viewer),
        Change.OfPoint of => Point(of, viewer),
        Change.OfDirectory of => DirectoryTeller.Tell(of, viewer),
        _ => null,
    };

    /// <summary>Who is told the same words of a change. INVARIANT: two viewers with the same share other than <see cref="Share.Alone"/> are told the same.</summary>
    public static Share ShareOf(Change change, Entitlement viewer) => change switch
    {
        Change.OfCustomer of => viewer.IsOperatorOf(of) ? Share.Own : Share.Others,
        // Which customers of a point are named depends on the party; who sees all is shown all.
        Change.OfPoint => viewer.SeesAll ? Share.Own : Share.Alone,
        _ => Share.Alone,
    };

    /// <summary>What every change says of itself: the stream's random id, which outlives the subject's number in an erasure, and its revision.</summary>
    internal static FieldWriter Begin(Change change) => new FieldWriter().Text("ref", change.Stream.ToString()).Number("revision", change.Revision);

    static Told Customer(Change.OfCustomer of, Entitlement viewer)
    {
        var data = Write(Begin(of), of.Event, viewer.IsOperatorOf(of));
        return new(Prefix + of.Type, of.Event is CustomerEvent.Erased ? null : of.Customer?.ToString(), data.ToBytes());
    }

    /// <param name="own">The party is the customer's own operator.</param>
    static FieldWriter Write(FieldWriter data, CustomerEvent e, bool own) => e switch
    {
        CustomerEvent.Enrolled x => data.Text("policy", x.Policy).Text("version", x.Version).Word("kind", x.Kind),
        CustomerEvent.ContractRecorded x => data.Text("contract", own ? x.Id : null).Text("policy", x.Policy).Word("state", x.State)
            .Text("supplyPoint", own ? x.SupplyPoint : null).Day("retainUntil", own ? x.RetainUntil : null),
        CustomerEvent.Relocated x => data.Text("contract", own ? x.Contract : null).Flag("outOfArea", x.OutOfArea),
        CustomerEvent.ConsentGiven x => data.Text("purpose", x.Purpose).Text("recipient", x.Recipient).List("items", x.Items)
            .Flag("secrecy", x.Secrecy).Day("until", x.Until).Text("country", x.Country),
        CustomerEvent.ConsentWithdrawn x => data.Text("purpose", x.Purpose).Text("recipient", x.Recipient).List("items", x.Items),
        CustomerEvent.StopOrdered x => Scope(data, x.Scope),
        CustomerEvent.StopLifted x => Scope(data, x.Scope),
        CustomerEvent.HoldPlaced x => data.Day("until", x.Until).Text("law", x.Law).List("items", x.Items),
        CustomerEvent.HoldLifted x => data.Text("law", x.Law),
        CustomerEvent.NoticeRecorded x => data.Text("clause", x.Clause),
        CustomerEvent.SwitchAwayOpened x => data.Text("supplyPoint", own ? x.Point : null).Number("switch", x.Switch),
        CustomerEvent.SwitchAwayClosed x => data.Text("supplyPoint", own ? x.Point : null).Number("switch", x.Switch).Text("from", x.From.ToString()),
        CustomerEvent.ContractEnded x => data.Text("supplyPoint", own ? x.Point : null).Text("from", x.From.ToString()).Word("why", x.Why),
        CustomerEvent.ContractActivated x => data.Text("supplyPoint", own ? x.Point : null).Text("from", x.From.ToString()),
        CustomerEvent.Erased => data.Flag("delete", true),
        _ => data,
    };

    static FieldWriter Scope(FieldWriter data, StopScope scope) => data.Text("policy", scope.Policy).Text("act", scope.Act)
        .Text("purpose", scope.Purpose).Text("channel", scope.Channel).Text("recipient", scope.Recipient);

    static Told Point(Change.OfPoint of, Entitlement viewer)
    {
        var data = Begin(of).Number("area", of.Point.Area);
        string? Shown(CustomerId? customer) => customer is { } known && (viewer.SeesAll || known.Operator == viewer.Party) ? known.ToString() : null;
        var whole = of.Event switch
        {
            SupplyPointEvent.Registered x => data.Word("kind", x.Kind).Text("retailer", x.Retailer).Text("customer", Shown(x.Customer)).Text("from", x.From.ToString()),
            SupplyPointEvent.MovedIn x => data.Text("customer", Shown(x.Customer)).Text("from", x.From.ToString()),
            SupplyPointEvent.MovedOut x => data.Text("customer", Shown(x.Customer)).Text("from", x.From.ToString()),
            SupplyPointEvent.SwitchRequested x => data.Number("switch", x.Switch),
            SupplyPointEvent.SwitchApplied x => data.Number("switch", x.Switch),
            SupplyPointEvent.SwitchRejected x => data.Number("switch", x.Switch).Text("why", x.Why),
            SupplyPointEvent.SwitchJudged x => data.Number("switch", x.Switch).Word("result", x.Result).List("reasons", x.Reasons),
            SupplyPointEvent.SwitchMatched x => data.Number("switch", x.Switch),
            SupplyPointEvent.SwitchCancelled x => data.Number("switch", x.Switch),
            SupplyPointEvent.SwitchLapsed x => data.Number("switch", x.Switch),
            SupplyPointEvent.SwitchCompleting x => data.Number("switch", x.Switch).Text("from", x.From.ToString()),
            SupplyPointEvent.SwitchCompleted x => data.Number("switch", x.Switch).Text("from", x.From.ToString()),
            SupplyPointEvent.LookUpIssued x => data.Text("customer", Shown(x.Customer)).Text("retailer", x.Retailer).Number("days", x.Days),
            _ => data,
        };
        return new(Prefix + of.Type, of.Point.Digits, whole.ToBytes());
    }
}
