using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>Registering, moving in and moving out: at most one holder at a time.</summary>
static class HolderRules
{
    public static SupplyPointEvent? Registered(
        SupplyPointCommand.Register register, SupplyPointState state, SupplyPointNumber number, Checked check, Instant now)
    {
        var retailer = register.Retailer ?? register.Customer?.Operator;
        check.Party("retailer", retailer);
        if (register.Customer is { } customer)
            check.That(customer.Operator == retailer, RefusalCode.CustomerOfOtherRetailer, "customer", Mask.Customer(customer));
        var since = register.Since ?? now.Day;
        check.That(since <= now.Day, RefusalCode.DayInFuture, "since", Checked.Day(since));
        var happened = new SupplyPointEvent.Registered(
            number.Digits, number.Area, register.Kind, register.Voltage, retailer, register.Customer, Instant.StartOf(since));
        if (!state.IsKnown) return happened;
        check.That(IsSame(state, happened, now), RefusalCode.SupplyPointExists, "number", number.Masked);
        return null;
    }

    public static SupplyPointEvent? MovedIn(
        SupplyPointCommand.MoveIn moveIn, SupplyPointState state, SupplyPointNumber number, Checked check, Instant now)
    {
        check.Party("customer", moveIn.Customer.Operator);
        var from = moveIn.On is { } day ? Instant.StartOf(day) : Instant.StartOf(now.Day);
        if (Held(state, moveIn.Customer, from)) return null;
        check.That(state.Switch is not { IsUnderWay: true }, RefusalCode.SwitchAlreadyOpen, "point", number.Masked);
        // A day that lies before what is known of the point's present holder is as good as taken.
        foreach (var holding in state.Holdings)
            check.That(holding.Until <= from, RefusalCode.SupplyPointHeld, "point", number.Masked);
        // Supplied by another, for somebody who is not known here: the way to it is a switch.
        foreach (var supply in state.Supplies)
            check.That(supply.Until <= from || supply.Retailer == moveIn.Customer.Operator, RefusalCode.SupplyPointHeld, "point", number.Masked);
        return new SupplyPointEvent.MovedIn(moveIn.Customer, from);
    }

    public static SupplyPointEvent? MovedOut(
        SupplyPointCommand.MoveOut moveOut, SupplyPointState state, SupplyPointNumber number, Checked check, Instant now)
    {
        var from = Instant.StartOf(moveOut.On);
        if (!check.That(Leaving(state, now) is not null, RefusalCode.SupplyPointNotHeld, "point", number.Masked)) return null;
        var holding = Leaving(state, now)!.Value;
        check.That(from > holding.From, RefusalCode.DayBeforeHolding, "on", Checked.Day(moveOut.On));
        if (holding.Until == from) return null;
        // A day already fixed may be brought forward, never put off: who comes next may rely on it.
        check.That(!(holding.Until < from), RefusalCode.SupplyPointNotHeld, "on", Checked.Day(moveOut.On));
        return new SupplyPointEvent.MovedOut(holding.Customer, from);
    }

    /// <summary>The present holder, also one who leaves on a day to come; else one who comes.</summary>
    static Holding? Leaving(SupplyPointState state, Instant now)
    {
        if (state.HolderAt(now) is { } present) return present;
        foreach (var holding in state.Holdings)
            if (holding.From > now) return holding;
        return null;
    }

    static bool Held(SupplyPointState state, CustomerId customer, Instant from)
    {
        foreach (var holding in state.Holdings)
            if (holding.Customer == customer && holding.From <= from && !(holding.Until <= from)) return true;
        return false;
    }

    /// <summary>As the point stands now; a voltage that is not said is no other one.</summary>
    static bool IsSame(SupplyPointState state, SupplyPointEvent.Registered again, Instant now) =>
        state.Kind == again.Kind && (again.Voltage is null || state.Voltage == again.Voltage)
        && state.RetailerAt(now) == again.Retailer && state.HolderAt(now)?.Customer == again.Customer;
}
