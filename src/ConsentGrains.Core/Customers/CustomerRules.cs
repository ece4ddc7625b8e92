using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Retention;

namespace ConsentGrains.Core.Customers;

/// <summary>What a command to a customer comes to, and what its events make of the customer. Pure and total.</summary>
public static class CustomerRules
{
    /// <param name="state">The customer as it stands; <see cref="CustomerState.Unknown"/> for one never heard of.</param>
    /// <param name="now">The moment at which it will be recorded, as near as is known: only its day in Japan counts.</param>
    public static Decided<CustomerEvent> Decide(
        CustomerState state, CustomerId customer, CustomerCommand command, DirectoryState directory, Instant now)
    {
        var check = new Checked(directory);
        var creates = command is CustomerCommand.Enrol or CustomerCommand.RecordContract;
        check.That(state.IsKnown || state.Erased || creates || command.IsStep, RefusalCode.CustomerUnknown, "customer", Mask.Customer(customer));
        check.That(!state.Erased && customer.Referred is null, RefusalCode.CustomerErased, "customer", Mask.Customer(customer));
        if (creates) check.Party("customer", customer.Operator, RefusalCode.OperatorUnknown);
        var happened = Happened(state, customer, command, check, now);
        if (check.Broken is { } refusal) return refusal;
        return happened is null ? Decided<CustomerEvent>.Nothing : happened;
    }

    /// <param name="recorded">The event's recorded time.</param>
    /// <param name="first">When another registry recorded it (<see cref="Envelope.First"/>): what it brings about holds from then.</param>
    public static CustomerState Evolve(CustomerState state, CustomerEvent happened, Instant recorded, Instant? first = null) =>
        CustomerEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened, first ?? recorded);

    /// <summary>Null where it has happened already; only steps of a saga come to nothing.</summary>
    static CustomerEvent? Happened(CustomerState state, CustomerId customer, CustomerCommand command, Checked check, Instant now) => command switch
    {
        CustomerCommand.Enrol enrol => EnrolmentRules.Enrolled(enrol, customer, check, now.Day),
        CustomerCommand.RecordContract record => ContractRules.Recorded(record, state, customer, check, now),
        CustomerCommand.Relocate relocate => ContractRules.Relocated(relocate, state, check),
        CustomerCommand.GiveConsent give => ConsentRules.Given(give, state, check),
        CustomerCommand.WithdrawConsent withdraw => ConsentRules.Withdrawn(withdraw, check),
        CustomerCommand.OrderStop order => new CustomerEvent.StopOrdered(StopRules.Scope(order.Scope, customer, check)),
        CustomerCommand.LiftStop lift => StopRules.Lifted(lift, state, customer, check),
        CustomerCommand.Object objection => StopRules.Objected(objection, check),
        CustomerCommand.PlaceHold hold => HoldRules.Placed(hold, state, check),
        CustomerCommand.LiftHold lift => HoldRules.Lifted(lift, state, check),
        CustomerCommand.RecordNotice notice => HoldRules.Noticed(notice, customer, check),
        CustomerCommand.Erase => HoldRules.Erased(state, check, now.Day),
        CustomerCommand.EraseDue => RetentionRules.PlanOf(state, check.Directory).IsOver(now.Day) ? new CustomerEvent.Erased() : null,
        CustomerCommand.EraseAgain => new CustomerEvent.Erased(),
        CustomerCommand.Name => state.Version == 0 ? new CustomerEvent.Named() : null,
        CustomerCommand.OpenSwitchAway open => SwitchAwayRules.Opened(open, state, check),
        CustomerCommand.CloseSwitchAway close => SwitchAwayRules.Closed(close, state),
        CustomerCommand.EndContract end => SwitchAwayRules.Ended(end, state),
        CustomerCommand.ActivateContract activate => SwitchAwayRules.Activated(activate, state),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
