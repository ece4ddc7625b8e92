using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.SupplyPoints;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Every event of a supply point once bare and once with everything it can carry; fixtures/NAME.json pins the bytes of each.</summary>
static class PointEvents
{
    static readonly Instant Day = Instant.StartOf(new(2026, 4, 1));

    public static IReadOnlyDictionary<string, (SupplyPointEvent Event, Envelope Envelope)> All { get; } = new Dictionary<string, (SupplyPointEvent, Envelope)>
    {
        ["supply-point.registered.v1"] = (new SupplyPointEvent.Registered(Points.Digits, 3, PointKind.Supply, null, null, null, Day), Events.Bare),
        ["supply-point.registered.v1-full"] = (new SupplyPointEvent.Registered(Points.Digits, 10, PointKind.Receiving, VoltageClass.HighSmall, "els", Points.Els, Day), Events.Full),
        ["supply-point.moved-in.v1"] = (new SupplyPointEvent.MovedIn(Points.Els, Day), Events.Bare),
        ["supply-point.moved-out.v1"] = (new SupplyPointEvent.MovedOut(Points.Els, Day), Events.Full),
        ["supply-point.settled.v1"] = (new SupplyPointEvent.Settled(), Events.Bare),
        ["switch.requested.v1"] = (new SupplyPointEvent.SwitchRequested(2, "retailer-b", "els", Points.B, Points.Els, null, false, null), Events.Bare),
        ["switch.requested.v1-full"] = (new SupplyPointEvent.SwitchRequested(
            2, "retailer-b", "els", Points.B, Points.Els, new(2026, 5, 1), true, new(2026, 4, 15)), Events.Full),
        ["switch.applied.v1"] = (new SupplyPointEvent.SwitchApplied(2), Events.Bare),
        ["switch.rejected.v1"] = (new SupplyPointEvent.SwitchRejected(2, "too-many-entries"), Events.Bare),
        ["switch.judged.v1"] = (new SupplyPointEvent.SwitchJudged(2, Judgement.Ok, [], null), Events.Bare),
        ["switch.judged.v1-full"] = (new SupplyPointEvent.SwitchJudged(2, Judgement.Ng, ["name-mismatch", "address-mismatch"], "カナ氏名の不一致"), Events.Full),
        ["switch.matched.v1"] = (new SupplyPointEvent.SwitchMatched(2), Events.Bare),
        ["switch.cancelled.v1"] = (new SupplyPointEvent.SwitchCancelled(2), Events.Full),
        ["switch.lapsed.v1"] = (new SupplyPointEvent.SwitchLapsed(2), Events.Bare),
        ["switch.completing.v1"] = (new SupplyPointEvent.SwitchCompleting(2, Day), Events.Bare),
        ["switch.completed.v1"] = (new SupplyPointEvent.SwitchCompleted(2, Day), Events.Bare),
        ["look-up.issued.v1"] = (new SupplyPointEvent.LookUpIssued(Points.Els, "retailer-b", 7, ConsentBy.Principal, null), Events.Bare),
        ["look-up.issued.v1-full"] = (new SupplyPointEvent.LookUpIssued(
            Points.Els, "retailer-b", 31, ConsentBy.StatutoryAgent, Customers.Sample.Hash('7')), Events.Full),
    };
}
