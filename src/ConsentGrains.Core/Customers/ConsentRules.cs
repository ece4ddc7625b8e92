namespace ConsentGrains.Core.Customers;

static class ConsentRules
{
    public static CustomerEvent Given(CustomerCommand.GiveConsent give, CustomerState state, Checked check)
    {
        check.That(give.Purpose is not null || give.Recipient is not null || give.Items is not null, RefusalCode.ConsentEmpty, "purpose");
        Names(give.Purpose, give.Recipient, give.Items, check);
        check.Country(give.Country);
        check.That(state.Consents.Length < Limits.EntriesPerCustomer, RefusalCode.TooManyEntries, "customer");
        return new CustomerEvent.ConsentGiven(
            check.Named(give.Purpose), give.Recipient, check.Named(give.Items), give.Secrecy, give.Until, give.Country, give.By);
    }

    // A withdrawal is never refused for size: it always counts.
    public static CustomerEvent Withdrawn(CustomerCommand.WithdrawConsent withdraw, Checked check)
    {
        Names(withdraw.Purpose, withdraw.Recipient, withdraw.Items, check);
        return new CustomerEvent.ConsentWithdrawn(check.Named(withdraw.Purpose), withdraw.Recipient, check.Named(withdraw.Items));
    }

    static void Names(string? purpose, string? recipient, IReadOnlyList<string>? items, Checked check)
    {
        check.Purpose("purpose", purpose);
        check.Party("recipient", recipient);
        check.Items("items", items);
    }
}
