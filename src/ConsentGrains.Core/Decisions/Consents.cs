using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Decisions;

/// <summary>Which fields one consent must name to carry a question.</summary>
/// <param name="After">Given later than this.</param>
readonly record struct ConsentNeed(
    bool Purpose = false, bool Recipient = false, bool Item = false, bool Secrecy = false, string? Country = null, Instant? After = null);

/// <summary>What the consents on record say to one item of a question. Of several failures the first of withdrawn, not valid, expired counts.</summary>
readonly record struct ConsentFound(bool Held, ReasonCode? Why);

/// <summary>Consents and withdrawals, matched against the question, not against each other.</summary>
static class Consents
{
    public static ConsentFound Find(ref Case c, string item, ConsentNeed need)
    {
        var entries = c.Customer.Consents;
        ReasonCode? why = null;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.IsWithdrawal || !Names(entry, need) || !Matches(ref c, entry, item)) continue;
            var code = Removed(ref c, entries, i, item) ? ReasonCode.ConsentWithdrawn
                : !entry.Valid ? ReasonCode.ConsentNotValid
                : entry.Until is { } until && until < c.Day ? ReasonCode.ConsentExpired
                : (ReasonCode?)null;
            if (code is null) return new ConsentFound(true, null);
            if (why is null || code < why) why = code;
        }

        return new ConsentFound(false, why);
    }

    static bool Names(in ConsentEntry entry, in ConsentNeed need) =>
        (!need.Purpose || entry.Purpose is not null)
        && (!need.Recipient || entry.Recipient is not null)
        && (!need.Item || entry.Items is not null)
        && (!need.Secrecy || entry.Secrecy)
        && (need.Country is null || string.Equals(entry.Country, need.Country, StringComparison.Ordinal))
        && (need.After is not { } after || entry.Given > after);

    /// <summary>Every field the entry names is the question's.</summary>
    public static bool Matches(ref Case c, in ConsentEntry entry, string item) =>
        (entry.Purpose is not { } purpose || c.IsPurpose(purpose))
        && (entry.Recipient is not { } recipient || string.Equals(recipient, c.Counterparty, StringComparison.Ordinal))
        && (entry.Items is not { } items || Array.IndexOf(items, item) >= 0)
        && (entry.Country is not { } country || string.Equals(country, c.Country, StringComparison.Ordinal));

    static bool Removed(ref Case c, ConsentEntry[] entries, int given, string item)
    {
        for (var i = given + 1; i < entries.Length; i++)
            if (entries[i].IsWithdrawal && Matches(ref c, entries[i], item)) return true;
        return false;
    }
}
