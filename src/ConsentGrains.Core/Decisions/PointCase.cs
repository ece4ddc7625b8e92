using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Decisions;

/// <summary>Joint use ① as of one moment: what the customer is to the point, and what the party is in his case (ELS-EL-5-LIM1, LIM2, EDGE-06).</summary>
static class PointCase
{
    /// <summary>As what the party needs it: one of <see cref="Purpose.NeededBy"/>; none where it does not. A former holder is nobody's case.</summary>
    public static PointNeeds NeedOf(ref Case c, SupplyPointState point, PointNeeds needed)
    {
        var open = point.OpenSwitchAt(c.AsOf);
        var holds = point.HolderAt(c.AsOf) is { } holding && holding.Customer.Is(c.Question.Customer);
        var movesIn = AppliesFor(ref c, point);
        if (!holds && !movesIn && !(open?.Customer is { } gaining && gaining.Is(c.Question.Customer))) return PointNeeds.None;
        var standing = StandingOf(ref c, point, holds, movesIn, open) & needed;
        // Of several the one that gives most: who has the contract need not be told only yes or no.
        return (PointNeeds)((int)standing & -(int)standing);
    }

    static PointNeeds StandingOf(ref Case c, SupplyPointState point, bool holds, bool movesIn, Switch? open)
    {
        var (party, standing) = (c.Question.Party, PointNeeds.None);
        var isOpen = open is not null || movesIn;
        if (holds && string.Equals(party, point.RetailerAt(c.AsOf), StringComparison.Ordinal))
            standing |= PointNeeds.CurrentRetailer | (isOpen ? PointNeeds.CurrentRetailerWhileOpen : PointNeeds.None);
        if ((open is not null && string.Equals(party, open.By, StringComparison.Ordinal)) || (movesIn && c.IsOperator)) standing |= PointNeeds.IncomingRetailer;
        if (string.Equals(party, point.Gtdo, StringComparison.Ordinal)) standing |= PointNeeds.AreaOperator;
        if (isOpen && string.Equals(party, Words.Occto, StringComparison.Ordinal)) standing |= PointNeeds.Occto;
        return standing;
    }

    /// <summary>A contract applied for that names the point counts as an application to the policy's operator (moving in).</summary>
    static bool AppliesFor(ref Case c, SupplyPointState point)
    {
        foreach (ref readonly var contract in c.Customer.Contracts.AsSpan())
            if (contract.SupplyPoint is { } named && string.Equals(named, point.Digits, StringComparison.Ordinal)
                && contract.StateAt(c.AsOf) == ContractState.Applied && string.Equals(contract.Policy, c.Family!.Id, StringComparison.Ordinal)) return true;
        return false;
    }
}
