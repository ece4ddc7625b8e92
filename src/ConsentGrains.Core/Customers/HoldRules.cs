namespace ConsentGrains.Core.Customers;

/// <summary>Holds, notices and erasure: what keeps data, and what ends them.</summary>
static class HoldRules
{
    public static CustomerEvent Placed(CustomerCommand.PlaceHold hold, CustomerState state, Checked check)
    {
        check.Text("law", hold.Law, Limits.NameLength);
        check.Items("items", hold.Items);
        check.That(state.Holds.Length < Limits.EntriesPerCustomer, RefusalCode.TooManyEntries, "customer");
        return new CustomerEvent.HoldPlaced(hold.Until, hold.Law, hold.Items);
    }

    public static CustomerEvent Lifted(CustomerCommand.LiftHold lift, CustomerState state, Checked check)
    {
        check.That(Array.Exists(state.Holds, h => h.Law == lift.Law), RefusalCode.HoldUnknown, "law");
        return new CustomerEvent.HoldLifted(lift.Law);
    }

    public static CustomerEvent Noticed(CustomerCommand.RecordNotice notice, CustomerId customer, Checked check)
    {
        check.That(Clauses(customer, check).Contains(notice.Clause, StringComparer.Ordinal), RefusalCode.ClauseUnknown, "clause", notice.Clause);
        return new CustomerEvent.NoticeRecorded(notice.Clause);
    }

    public static CustomerEvent Erased(CustomerState state, Checked check, DateOnly today)
    {
        foreach (var hold in state.Holds)
            check.That(today > hold.Until, RefusalCode.LegalHold, "customer", Checked.Day(hold.Until));
        return new CustomerEvent.Erased();
    }

    static IEnumerable<string> Clauses(CustomerId customer, Checked check) =>
        from family in check.Directory.Policies.Families
        where family.Operator == customer.Operator
        from version in family.Versions
        from rule in version.Exceptions
        where rule.NoticeClause is not null
        select rule.NoticeClause;
}
