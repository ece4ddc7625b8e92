using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>What happened to a supply point. The names on disk are in the codec and are for ever. `Switch` numbers the applications of a point:
/// it is the version of the point at which one was requested.</summary>
public abstract record SupplyPointEvent
{
    SupplyPointEvent() { }

    /// <summary>`supply-point.registered.v1`.</summary>
    /// <param name="Point">The 22 digits.</param>
    /// <param name="From">From when the holder (or, without one, the retailer) has it.</param>
    public sealed record Registered(
        string Point, int Area, PointKind Kind, VoltageClass? Voltage, string? Retailer, CustomerId? Customer, Instant From) : SupplyPointEvent;

    /// <summary>`supply-point.moved-in.v1`.</summary>
    public sealed record MovedIn(CustomerId Customer, Instant From) : SupplyPointEvent;

    /// <summary>`supply-point.moved-out.v1`. The contracts of <paramref name="Customer"/> are still to end.</summary>
    public sealed record MovedOut(CustomerId Customer, Instant From) : SupplyPointEvent;

    /// <summary>`switch.requested.v1`: permits nothing to anybody yet; the losing customer is still to be marked.</summary>
    /// <param name="Losing">The current retailer.</param>
    /// <param name="MatchBy">Last day for matching.</param>
    public sealed record SwitchRequested(
        int Switch, string By, string Losing, CustomerId Customer, CustomerId LosingCustomer, DateOnly? On, bool MeterWork,
        DateOnly? MatchBy) : SupplyPointEvent;

    /// <summary>`switch.applied.v1`.</summary>
    public sealed record SwitchApplied(int Switch) : SupplyPointEvent;

    /// <summary>`switch.rejected.v1`.</summary>
    public sealed record SwitchRejected(int Switch, string Why) : SupplyPointEvent;

    /// <summary>`switch.judged.v1`. A no ends it.</summary>
    public sealed record SwitchJudged(int Switch, Judgement Result, IReadOnlyList<string> Reasons, string? Note) : SupplyPointEvent;

    /// <summary>`switch.matched.v1`.</summary>
    public sealed record SwitchMatched(int Switch) : SupplyPointEvent;

    /// <summary>`switch.cancelled.v1`.</summary>
    public sealed record SwitchCancelled(int Switch) : SupplyPointEvent;

    /// <summary>`switch.lapsed.v1`.</summary>
    public sealed record SwitchLapsed(int Switch) : SupplyPointEvent;

    /// <summary>`switch.completing.v1`: the day is fixed; the losing contract is still to end.</summary>
    public sealed record SwitchCompleting(int Switch, Instant From) : SupplyPointEvent;

    /// <summary>`switch.completed.v1`: retailer and holder change at <paramref name="From"/>.</summary>
    public sealed record SwitchCompleted(int Switch, Instant From) : SupplyPointEvent;

    /// <summary>`supply-point.settled.v1`: every customer concerned has been told of what happened before.</summary>
    public sealed record Settled : SupplyPointEvent;

    /// <summary>`look-up.issued.v1`.</summary>
    public sealed record LookUpIssued(CustomerId Customer, string Retailer, int Days, ConsentBy By, string? Hash) : SupplyPointEvent;
}
