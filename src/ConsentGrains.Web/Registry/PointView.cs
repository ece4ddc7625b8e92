using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Registry;

/// <summary>What one party is shown of one supply point: its transmission operator all but who the customers are, a retailer its own part, others nothing,
/// not even that there is such a point. Who its customers are is shown to the operator that numbers them.</summary>
/// <param name="Whole">Sees everything.</param>
/// <param name="AsOf">The moment the state is read as of.</param>
public readonly record struct PointView(string Party, bool Whole, SupplyPointState State, Instant AsOf)
{
    const string Occto = "occto";

    public static PointView Of(Presented who, SupplyPointState state, Instant asOf) => new(who.Party, who.SeesAll, state, asOf);

    /// <summary>Sees at least something.</summary>
    public bool SeesAnything => SeesPoint || (State.IsKnown && State.Switch?.By == Party);

    /// <summary>Is a party to the point itself; otherwise, at most the applicant of one that came to nothing.</summary>
    public bool SeesPoint => State.IsKnown && (Whole || IsGtdo || Supplies || SeesOpenSwitch);

    public bool SeesSwitch => State.Switch is { } newest && (Whole || IsGtdo || newest.By == Party || SeesOpenSwitch);

    /// <summary>The transmission operator and auditors see every supplier; a retailer sees when it is the one.</summary>
    public IEnumerable<Supply> Suppliers
    {
        get
        {
            var (all, party) = (Whole || IsGtdo, Party);
            return State.Supplies.Where(s => all || s.Retailer == party);
        }
    }

    public IEnumerable<Holding> Holders
    {
        get
        {
            var (all, party) = (Whole || IsGtdo, Party);
            return State.Holdings.Where(h => all || h.Customer.Operator == party);
        }
    }

    /// <summary>Those that have not expired: for the retailer they are for, and for the holder's own.</summary>
    public IEnumerable<LookUp> LookUps
    {
        get
        {
            var (all, party, now) = (Whole, Party, AsOf);
            return State.LookUps.Where(l => l.Until > now && (all || l.Retailer == party || l.Customer.Operator == party));
        }
    }

    /// <summary>Null where the customer is another operator's.</summary>
    public string? Shown(Core.Customers.CustomerId? customer) => customer is { } known && (Whole || known.Operator == Party) ? known.ToString() : null;

    bool IsGtdo => State.Gtdo == Party;

    bool Supplies
    {
        get
        {
            var (party, now) = (Party, AsOf);
            return Array.Exists(State.Supplies, s => s.Retailer == party && !(s.Until <= now));
        }
    }

    bool SeesOpenSwitch => State.Switch is { IsUnderWay: true, Stage: not SwitchStage.Requested } open && (open.By == Party || open.Losing == Party || Party == Occto);
}
