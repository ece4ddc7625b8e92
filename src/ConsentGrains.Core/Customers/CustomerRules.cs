using ConsentGrains.Core.Directory;

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
        check.That(state.Version > 0 || state.Erased || creates, RefusalCode.CustomerUnknown, "customer", Mask.Customer(customer));
        check.That(!state.Erased, RefusalCode.CustomerErased, "customer", Mask.Customer(customer));
        if (creates) check.Party("customer", customer.Operator, RefusalCode.OperatorUnknown);
        var happened = Happened(state, customer, command, check, now.Day);
        return check.Broken is { } refusal ? refusal : happened;
    }

    /// <param name="recorded">The event's recorded time.</param>
    public static CustomerState Evolve(CustomerState state, CustomerEvent happened, Instant recorded) =>
        CustomerEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened);

    static CustomerEvent Happened(CustomerState state, CustomerId customer, CustomerCommand command, Checked check, DateOnly today) => command switch
    {
        CustomerCommand.Enrol enrol => EnrolmentRules.Enrolled(enrol, customer, check, today),
        CustomerCommand.RecordContract record => ContractRules.Recorded(record, state, customer, check),
        CustomerCommand.Relocate relocate => ContractRules.Relocated(relocate, state, check),
        CustomerCommand.GiveConsent give => ConsentRules.Given(give, state, check),
        CustomerCommand.WithdrawConsent withdraw => ConsentRules.Withdrawn(withdraw, check),
        CustomerCommand.OrderStop order => new CustomerEvent.StopOrdered(StopRules.Scope(order.Scope, customer, check)),
        CustomerCommand.LiftStop lift => StopRules.Lifted(lift, state, customer, check),
        CustomerCommand.Object objection => StopRules.Objected(objection, check),
        CustomerCommand.PlaceHold hold => HoldRules.Placed(hold, state, check),
        CustomerCommand.RecordNotice notice => HoldRules.Noticed(notice, customer, check),
        CustomerCommand.Erase => HoldRules.Erased(state, check, today),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
