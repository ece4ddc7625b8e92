using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>All that decisions need of one supply point. Immutable; arrays are never written after they are published. Days to come are
/// in it: whoever reads it says as of which moment. Of former holders nothing is left but their look-up passwords, which open nothing.</summary>
public sealed record SupplyPointState
{
    public static SupplyPointState Unknown { get; } = new();

    /// <summary>Number of events behind this state; 0 = the point is not registered.</summary>
    public int Version { get; init; }

    /// <summary>Recorded time of the newest event.</summary>
    public Instant Recorded { get; init; }

    /// <summary>1–10; 0 = not registered.</summary>
    public int Area { get; init; }

    /// <summary>The point's 22 digits.</summary>
    public string Digits { get; init; } = "";

    public PointKind Kind { get; init; }

    /// <summary>Null = not said.</summary>
    public VoltageClass? Voltage { get; init; }

    /// <summary>The holder of the present, and of days to come; never two at a time, in order.</summary>
    public Holding[] Holdings { get; init; } = [];

    /// <summary>Who supplies the point, likewise.</summary>
    public Supply[] Supplies { get; init; } = [];

    /// <summary>The newest application, open or not.</summary>
    public Switch? Switch { get; init; }

    public LookUp[] LookUps { get; init; } = [];

    /// <summary>Whoever moves out while his contracts are still to end.</summary>
    public Leaving? Leaving { get; init; }

    public bool IsKnown => Version > 0;

    /// <summary>No customer is still to be told of anything; false while <see cref="SupplyPointSaga"/> has steps due.</summary>
    public bool IsSettled => Leaving is null && (Switch is null or { Settled: true } || Switch.Stage is SwitchStage.Applied or SwitchStage.JudgedOk or SwitchStage.Matched);

    /// <summary>The area's transmission operator; empty for a point that is not registered.</summary>
    public string Gtdo => IsKnown ? SupplyPointNumber.OperatorOf(Area) : "";

    /// <summary>The same point with other names for its customers.</summary>
    public SupplyPointState Naming(Func<CustomerId, CustomerId> name) => this with
    {
        Holdings = [.. Holdings.Select(h => h with { Customer = name(h.Customer) })],
        Switch = Switch is { } newest ? newest with
        {
            Customer = newest.Customer is { } gaining ? name(gaining) : null,
            LosingCustomer = newest.LosingCustomer is { } losing ? name(losing) : null,
        } : null,
        LookUps = [.. LookUps.Select(l => l with { Customer = name(l.Customer) })],
        Leaving = Leaving is { } leaving ? leaving with { Customer = name(leaving.Customer) } : null,
    };

    /// <summary>Null where nobody holds it.</summary>
    public Holding? HolderAt(Instant moment)
    {
        foreach (var holding in Holdings)
            if (holding.From <= moment && !(holding.Until <= moment)) return holding;
        return null;
    }

    /// <summary>Null where nobody supplies it.</summary>
    public string? RetailerAt(Instant moment)
    {
        foreach (var supply in Supplies)
            if (supply.From <= moment && !(supply.Until <= moment)) return supply.Retailer;
        return null;
    }

    /// <summary>The application that is open at a moment; null where there is none.</summary>
    public Switch? OpenSwitchAt(Instant moment) => Switch is { } newest && newest.IsOpenAt(moment) ? newest : null;
}

/// <param name="Until">The first moment at which it is over; null = not known.</param>
public readonly record struct Holding(CustomerId Customer, Instant From, Instant? Until = null);

/// <param name="Until">The first moment at which it is over; null = not known.</param>
public readonly record struct Supply(string Retailer, Instant From, Instant? Until = null);

/// <summary>One application to switch.</summary>
/// <param name="By">The new retailer.</param>
/// <param name="Losing">The current retailer when it was requested.</param>
/// <param name="Matched">When; null = not yet.</param>
/// <param name="Effective">From when it holds once the day is fixed, or at which moment it was closed.</param>
/// <param name="Customer">The gaining side; null once an application that came to nothing is settled.</param>
/// <param name="LosingCustomer">Null once settled: nothing of a former holder stays.</param>
/// <param name="Settled">Closed or completed, and every customer has been told.</param>
public sealed record Switch(
    int Number, SwitchStage Stage, string By, string Losing, CustomerId? Customer, CustomerId? LosingCustomer, DateOnly? On, bool MeterWork,
    DateOnly? MatchBy, string[] Reasons, Instant? Matched = null, Instant? Effective = null, bool Settled = false)
{
    /// <summary>Open = applied, judged ok or matched, and after that until the switching day begins.</summary>
    public bool IsOpenAt(Instant moment) => Stage switch
    {
        SwitchStage.Applied or SwitchStage.JudgedOk or SwitchStage.Matched or SwitchStage.Completing => true,
        SwitchStage.Completed => moment < Effective,
        _ => false,
    };

    /// <summary>Neither closed nor completed: a second application is refused.</summary>
    public bool IsUnderWay => Stage is SwitchStage.Requested or SwitchStage.Applied or SwitchStage.JudgedOk or SwitchStage.Matched or SwitchStage.Completing;
}

public enum SwitchStage
{
    Requested,
    Rejected,
    Applied,
    JudgedOk,
    JudgedNg,
    Matched,
    Cancelled,
    Lapsed,
    Completing,
    Completed,
}

/// <param name="Until">The first moment at which it has expired.</param>
public readonly record struct LookUp(CustomerId Customer, string Retailer, Instant Given, Instant Until, ConsentBy By, string? Hash);

/// <param name="From">When the holding ended.</param>
public sealed record Leaving(CustomerId Customer, Instant From);
