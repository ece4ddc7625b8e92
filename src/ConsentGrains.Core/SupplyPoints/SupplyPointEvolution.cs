using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>What an event makes of a supply point, as of a moment.</summary>
static class SupplyPointEvolution
{
    const long MicrosPerDay = 86_400_000_000;

    public static SupplyPointState Apply(SupplyPointState state, SupplyPointEvent happened, Instant moment)
    {
        state = WithoutThePast(state, moment);
        return happened switch
        {
            SupplyPointEvent.Registered e => Registered(state, e),
            SupplyPointEvent.MovedIn e => Taken(state, e.Customer, e.Customer.Operator, e.From),
            SupplyPointEvent.MovedOut e => Ended(state, e.From) with { Leaving = new(e.Customer, e.From) },
            SupplyPointEvent.SwitchRequested e => state with { Switch = Requested(e) },
            SupplyPointEvent.SwitchApplied => At(state, SwitchStage.Applied),
            SupplyPointEvent.SwitchRejected e => Closed(state, SwitchStage.Rejected, [e.Why], moment),
            SupplyPointEvent.SwitchJudged { Result: Judgement.Ok } => At(state, SwitchStage.JudgedOk),
            SupplyPointEvent.SwitchJudged e => Closed(state, SwitchStage.JudgedNg, [.. e.Reasons], moment),
            SupplyPointEvent.SwitchMatched => state with { Switch = state.Switch! with { Stage = SwitchStage.Matched, Matched = moment } },
            SupplyPointEvent.SwitchCancelled => Closed(state, SwitchStage.Cancelled, [], moment),
            SupplyPointEvent.SwitchLapsed => Closed(state, SwitchStage.Lapsed, [], moment),
            SupplyPointEvent.SwitchCompleting e => state with { Switch = state.Switch! with { Stage = SwitchStage.Completing, Effective = e.From } },
            SupplyPointEvent.SwitchCompleted e => Completed(state, e.From),
            SupplyPointEvent.Settled => Settled(state),
            SupplyPointEvent.LookUpIssued e => state with { LookUps = WithLookUp(state, e, moment) },
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
    }

    static SupplyPointState Registered(SupplyPointState state, SupplyPointEvent.Registered e) => state with
    {
        Digits = e.Point,
        Area = e.Area,
        Kind = e.Kind,
        Voltage = e.Voltage,
        Holdings = e.Customer is { } customer ? [new Holding(customer, e.From)] : [],
        Supplies = e.Retailer is { } retailer ? [new Supply(Shared.Name(retailer), e.From)] : [],
    };

    static Switch Requested(SupplyPointEvent.SwitchRequested e) => new(
        e.Switch, SwitchStage.Requested, Shared.Name(e.By), Shared.Name(e.Losing), e.Customer, e.LosingCustomer, e.On, e.MeterWork, e.MatchBy, []);

    static SupplyPointState At(SupplyPointState state, SwitchStage stage) => state with { Switch = state.Switch! with { Stage = stage } };

    static SupplyPointState Closed(SupplyPointState state, SwitchStage stage, string[] reasons, Instant moment) => state with
    {
        Switch = stage == SwitchStage.Rejected
            ? Settled(state.Switch! with { Stage = stage, Reasons = reasons })
            : state.Switch! with { Stage = stage, Reasons = reasons, Effective = moment },
    };

    static SupplyPointState Settled(SupplyPointState state) => state switch
    {
        { Leaving: not null } => state with { Leaving = null },
        { Switch: { } newest } => state with { Switch = Settled(newest) },
        _ => state,
    };

    static Switch Settled(Switch newest) =>
        newest with { Settled = true, LosingCustomer = null, Customer = newest.Stage == SwitchStage.Completed ? newest.Customer : null };

    static SupplyPointState Completed(SupplyPointState state, Instant from)
    {
        var newest = state.Switch!;
        var taken = Taken(state, newest.Customer!.Value, newest.By, from);
        return taken with { Switch = newest with { Stage = SwitchStage.Completed, Effective = from } };
    }

    static SupplyPointState Taken(SupplyPointState state, CustomerId customer, string retailer, Instant from)
    {
        var ended = Ended(state, from);
        return ended with
        {
            Holdings = [.. ended.Holdings, new Holding(customer, from)],
            Supplies = [.. ended.Supplies, new Supply(Shared.Name(retailer), from)],
        };
    }

    /// <summary>Whatever goes on at that moment goes on no longer; what would begin later does not begin.</summary>
    static SupplyPointState Ended(SupplyPointState state, Instant from) => state with
    {
        Holdings = [.. state.Holdings.Where(h => h.From < from).Select(h => h.Until <= from ? h : h with { Until = from })],
        Supplies = [.. state.Supplies.Where(s => s.From < from).Select(s => s.Until <= from ? s : s with { Until = from })],
    };

    /// <summary>Nothing of a former holder stays in the state. A state is read only as of moments from its newest event on.</summary>
    static SupplyPointState WithoutThePast(SupplyPointState state, Instant moment)
    {
        var (holdings, supplies) = (state.Holdings, state.Supplies);
        if (Array.Exists(holdings, h => h.Until <= moment)) state = state with { Holdings = [.. holdings.Where(h => !(h.Until <= moment))] };
        if (Array.Exists(supplies, s => s.Until <= moment)) state = state with { Supplies = [.. supplies.Where(s => !(s.Until <= moment))] };
        return state;
    }

    /// <summary>Of one holder and one retailer only what has not expired and the newest stay: nothing older answers otherwise.</summary>
    static LookUp[] WithLookUp(SupplyPointState state, SupplyPointEvent.LookUpIssued e, Instant moment)
    {
        var until = new Instant(moment.Micros + (e.Days * MicrosPerDay));
        foreach (var known in state.LookUps)
            if (e.Hash is not null && known.Hash == e.Hash && known.Customer == e.Customer && known.Until < until) until = known.Until;
        var kept = state.LookUps.Where(l => l.Until > moment || l.Customer != e.Customer || l.Retailer != e.Retailer);
        return [.. kept, new LookUp(e.Customer, Shared.Name(e.Retailer), moment, until, e.By, e.Hash)];
    }
}
