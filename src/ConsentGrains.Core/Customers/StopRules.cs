using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Core.Customers;

static class StopRules
{
    /// <summary>The scope with every name checked. A stop is never refused for size: it always counts.</summary>
    public static StopScope Scope(StopScope scope, CustomerId customer, Checked check)
    {
        if (scope.Policy is not null) check.Policy(scope.Policy, customer.Operator);
        if (scope.Act is not null) check.That(Acts.Find(scope.Act) is not null, RefusalCode.ActUnknown, "act", scope.Act);
        if (scope.Channel is not null) check.That(Words.Channels.Contains(scope.Channel), RefusalCode.ChannelUnknown, "channel", scope.Channel);
        check.Purpose("purpose", scope.Purpose);
        check.Party("recipient", scope.Recipient);
        return scope with { Purpose = check.Named(scope.Purpose) };
    }

    public static CustomerEvent Lifted(CustomerCommand.LiftStop lift, CustomerState state, CustomerId customer, Checked check)
    {
        var scope = Scope(lift.Scope, customer, check);
        check.That(Array.IndexOf(state.Stops, scope) >= 0, RefusalCode.NoSuchStop, "customer");
        return new CustomerEvent.StopLifted(scope);
    }

    public static CustomerEvent Objected(CustomerCommand.Object objection, Checked check)
    {
        check.That(objection.To == Words.Entrustment, RefusalCode.ObjectionUnknown, "to", objection.To);
        return objection.Lifted ? new CustomerEvent.EntrustmentObjectionLifted() : new CustomerEvent.EntrustmentObjected();
    }
}
