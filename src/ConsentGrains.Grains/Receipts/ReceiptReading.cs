using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Receipts;

/// <summary>Makes a customer's receipt from what happened to him. Pure.</summary>
public static class ReceiptReading
{
    /// <param name="history">All of it, oldest first; empty for an erased customer.</param>
    /// <param name="directory">Names parties, purposes and items; its policies give the published texts.</param>
    /// <param name="now">Decides what has expired.</param>
    public static ConsentReceipt Of(
        CustomerId customer, CustomerState state, IReadOnlyList<CustomerHistoryEntry> history, DirectoryState directory, Instant now)
    {
        var names = new Names(directory);
        var told = new Telling(names);
        foreach (var entry in history) told.Take(entry);
        return new ConsentReceipt
        {
            Customer = customer,
            Controller = names.Party(customer.Operator),
            Revision = history.Count > 0 ? told.State.Version : state.Version,
            Issued = now,
            Erased = state.Erased,
            Notices = told.Notices,
            Consents = [.. told.Consents.Select(c => Judged(c, names, now))],
            Stops = told.State.Stops,
            ObjectsToEntrustment = told.State.ObjectsToEntrustment,
        };
    }

    /// <summary>In the order in which a decision looks: withdrawn, not valid, expired.</summary>
    static GivenConsent Judged(Told told, Names names, Instant now)
    {
        var ended = Reach.EndOf(told.Entry, told.Withdrawals, names);
        var consent = told.Consent;
        return consent with
        {
            Withdrawals = told.Withdrawals,
            EndedAt = ended,
            Standing = ended is not null ? ConsentStanding.Withdrawn
                : !told.Entry.Valid ? ConsentStanding.NotValid
                : consent.Until < now.Day ? ConsentStanding.Expired
                : told.Withdrawals.Count > 0 ? ConsentStanding.PartlyWithdrawn : ConsentStanding.Given,
        };
    }
}
