using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Receipts;

/// <summary>A consent while the history is told further.</summary>
/// <param name="Entry">The consent as decisions see it, with whether the right one gave it.</param>
sealed record Told(GivenConsent Consent, ConsentEntry Entry, List<Withdrawn> Withdrawals);

/// <summary>Goes through a history once, with the state as it stood after each event.</summary>
sealed class Telling(Names names)
{
    public CustomerState State { get; private set; } = CustomerState.Unknown;

    public List<ShownNotice> Notices { get; } = [];

    public List<Told> Consents { get; } = [];

    public void Take(CustomerHistoryEntry entry)
    {
        State = CustomerRules.Evolve(State, entry.Event, entry.Recorded, entry.Envelope.First);
        switch (entry.Event)
        {
            case CustomerEvent.Enrolled e: Notices.Add(Notice(e, entry)); break;
            case CustomerEvent.ConsentGiven e: Consents.Add(new(Given(e, entry), State.Consents[^1], [])); break;
            case CustomerEvent.ConsentWithdrawn e: Withdraw(e, entry); break;
        }
    }

    ShownNotice Notice(CustomerEvent.Enrolled e, CustomerHistoryEntry entry) =>
        new(e.Policy, e.Version, names.Title(e.Policy, e.Version), e.Kind, e.Provenance, [.. e.Purposes.Select(p => names.Purpose(p, MomentOf(entry).Day))], Indicated(entry));

    GivenConsent Given(CustomerEvent.ConsentGiven e, CustomerHistoryEntry entry) => new()
    {
        Given = Indicated(entry),
        By = e.By,
        Standing = ConsentStanding.Given,
        Purpose = e.Purpose is { } purpose ? names.Purpose(purpose, MomentOf(entry).Day) : null,
        Recipient = e.Recipient is { } recipient ? names.Party(recipient) : null,
        Items = e.Items is { } items ? [.. items.Select(names.Item)] : null,
        Secrecy = e.Secrecy,
        Until = e.Until,
        Country = e.Country,
        Notices = [.. State.Enrolments.Select(n => $"{n.Policy}@{n.Version}")],
    };

    void Withdraw(CustomerEvent.ConsentWithdrawn e, CustomerHistoryEntry entry)
    {
        var withdrawn = new Withdrawn(Indicated(entry), e.Purpose, e.Recipient, e.Items);
        foreach (var told in Consents)
            if (Reach.Touches(withdrawn, told.Entry, names)) told.Withdrawals.Add(withdrawn);
    }

    static Indication Indicated(CustomerHistoryEntry entry) =>
        new(MomentOf(entry), entry.Version, entry.Envelope.Actor, entry.Envelope.Via, entry.Envelope.Evidence);

    /// <summary>When it was told first, be it to another registry.</summary>
    static Instant MomentOf(CustomerHistoryEntry entry) => entry.Envelope.First ?? entry.Recorded;
}
