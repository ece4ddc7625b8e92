using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

/// <summary>One way at least to each refusal of a command to a supply point, in the order of the codes.</summary>
static class PointRefusalRows
{
    static readonly DateOnly Day = Points.Today;

    public static IReadOnlyList<(RefusalCode Code, string Field, SupplyPointCommand Command, SupplyPointState State, Issuer? Issuer)> All { get; } =
    [
        (RefusalCode.SupplyPointUnknown, "point", new MoveOut(Day), SupplyPointState.Unknown, null),
        (RefusalCode.SupplyPointUnknown, "point", Points.Apply, SupplyPointState.Unknown, null),
        (RefusalCode.IssuerNotEntitled, "point", new MoveOut(Day), Points.Held, new("retailer-b")),
        (RefusalCode.IssuerNotEntitled, "point", new Settle(1), Points.Held, Points.Anyone),
        (RefusalCode.SupplyPointBusy, "point", new MatchSwitch(), Points.Told(Points.Held, Points.Apply), null),
        (RefusalCode.SupplyPointBusy, "point", Look(), Points.Told(Points.Held, new MoveOut(Day)), null),
        (RefusalCode.IdMalformed, "hash", Look(hash: "secret"), Points.Held, null),
        (RefusalCode.TextMissing, "reason", new JudgeSwitch(Judgement.Ng, Note: " "), Points.Applied, null),
        (RefusalCode.LookUpDaysNotAllowed, "days", Look(days: 30), Points.Held, null),
        (RefusalCode.JudgementReasonUnknown, "reasons", new JudgeSwitch(Judgement.Ng, ["because"]), Points.Applied, null),
        (RefusalCode.JudgementContradictory, "reasons", new JudgeSwitch(Judgement.Ok, ["name-mismatch"]), Points.Applied, null),
        (RefusalCode.DayInFuture, "since", new Register(Customer: Points.Els, Since: Day.AddDays(1)), SupplyPointState.Unknown, null),
        (RefusalCode.PartyUnknown, "retailer", new Register(Retailer: "nobody"), SupplyPointState.Unknown, null),
        (RefusalCode.PartyUnknown, "customer", new MoveIn(new("nobody", "1")), Points.Free, null),
        (RefusalCode.PartyUnknown, "by", Points.Apply with { By = "nobody", Customer = new("nobody", "1") }, Points.Held, null),
        (RefusalCode.PartyUnknown, "retailer", Look(retailer: "nobody"), Points.Held, null),
        (RefusalCode.CustomerOfOtherRetailer, "customer", new Register(Retailer: "retailer-b", Customer: Points.Els), SupplyPointState.Unknown, null),
        (RefusalCode.CustomerOfOtherRetailer, "customer", Points.Apply with { Customer = Points.C }, Points.Held, null),
        (RefusalCode.CustomerOfOtherRetailer, "losingCustomer", Points.Apply with { LosingCustomer = Points.C }, Points.Held, null),
        (RefusalCode.SupplyPointExists, "number", new Register(Customer: Points.B), Points.Held, null),
        (RefusalCode.SupplyPointExists, "number", new Register(PointKind.Receiving, Customer: Points.Els), Points.Held, null),
        (RefusalCode.SwitchAlreadyOpen, "point", Points.Apply with { By = "retailer-c", Customer = Points.C }, Points.Applied, null),
        (RefusalCode.SwitchAlreadyOpen, "point", Points.Apply with { By = "retailer-c", Customer = Points.C }, Points.After(Points.Matched, new CompleteSwitch(Day.AddDays(1))), null),
        (RefusalCode.SwitchAlreadyOpen, "point", new MoveIn(Points.C), Points.Applied, null),
        (RefusalCode.SupplyPointHeld, "point", new MoveIn(Points.B), Points.Held, null),
        (RefusalCode.SupplyPointHeld, "point", new MoveIn(Points.B, Day), Points.Told(Points.After(Points.Held, new MoveOut(Day.AddDays(2))), new Settle(0), Issuer.Registry), null),
        (RefusalCode.SupplyPointHeld, "point", new MoveIn(Points.B), Points.After(SupplyPointState.Unknown, new Register(Retailer: "els")), null),
        (RefusalCode.SupplyPointNotHeld, "point", new MoveOut(Day), Points.Free, null),
        (RefusalCode.SupplyPointNotHeld, "on", new MoveOut(Day.AddDays(9)), Points.After(Points.Held, new MoveOut(Day.AddDays(2))), null),
        (RefusalCode.CustomerNotHolder, "losingCustomer", Points.Apply with { LosingCustomer = new("els", "C-000999") }, Points.Held, null),
        (RefusalCode.CustomerNotHolder, "customer", Look() with { Customer = Points.B }, Points.Held, null),
        (RefusalCode.CustomerNotHolder, "customer", Look(), Points.Free, null),
        (RefusalCode.DayBeforeHolding, "on", new MoveOut(new(2026, 1, 1)), Points.Held, null),
        (RefusalCode.DayBeforeHolding, "on", new CompleteSwitch(new(2026, 1, 1)), Points.Matched, null),
        (RefusalCode.NoCurrentRetailer, "point", Points.Apply, Points.Free, null),
        (RefusalCode.SameRetailer, "by", new ApplySwitch("els", new("els", "C-000777"), Points.Els), Points.Held, null),
        (RefusalCode.StandardPeriodUnknown, "on", Points.Apply with { On = Day.AddDays(60) }, Points.Held, null),
        (RefusalCode.SwitchLocked, "point", new CancelSwitch(), Points.Matched, null),
        (RefusalCode.SwitchLocked, "point", new LapseSwitch(), Points.Matched, null),
        (RefusalCode.SwitchLocked, "point", new JudgeSwitch(Judgement.Ng), Points.Matched, null),
        (RefusalCode.SwitchLocked, "point", new CancelSwitch(), Points.Completed, null),
        (RefusalCode.SwitchAlreadyJudged, "point", new JudgeSwitch(Judgement.Ng), Points.JudgedOk, null),
        (RefusalCode.SwitchAlreadyCompleted, "on", new CompleteSwitch(Day.AddDays(1)), Points.Completed, null),
        (RefusalCode.SwitchNotOpen, "point", new JudgeSwitch(Judgement.Ok), Points.Held, null),
        (RefusalCode.SwitchNotOpen, "point", new MatchSwitch(), Points.After(Points.Applied, new CancelSwitch()), null),
        (RefusalCode.SwitchNotOpen, "point", new LapseSwitch(), Points.After(Points.Applied, new CancelSwitch()), null),
        (RefusalCode.SwitchNotOpen, "point", new CompleteSwitch(Day), Points.After(Points.Applied, new JudgeSwitch(Judgement.Ng)), null),
        (RefusalCode.SwitchNotJudged, "point", new MatchSwitch(), Points.Applied, null),
        (RefusalCode.SwitchNotMatched, "point", new CompleteSwitch(Day), Points.JudgedOk, null),
        (RefusalCode.TooManyEntries, "point", Look(), Points.Held with { LookUps = new LookUp[Limits.LookUpsPerPoint] }, null),
    ];

    static IssueLookUp Look(int days = 7, string retailer = "retailer-b", string? hash = null) => new(Points.Els, retailer, days, Hash: hash);
}
