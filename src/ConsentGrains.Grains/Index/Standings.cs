using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Index;

/// <summary>What became of each consent of a customer. A question may still fall between the words of a partly withdrawn one:
/// what holds is decided, not listed.</summary>
static class Standings
{
    /// <summary>The consents given, oldest first, each with what later withdrawals left of it.</summary>
    public static IEnumerable<(ConsentEntry Entry, ConsentStanding Standing)> Of(ConsentEntry[] log)
    {
        for (var i = 0; i < log.Length; i++)
            if (!log[i].IsWithdrawal) yield return (log[i], After(log[i], log.AsSpan(i + 1)));
    }

    static ConsentStanding After(in ConsentEntry given, ReadOnlySpan<ConsentEntry> later)
    {
        var standing = ConsentStanding.Given;
        foreach (var entry in later)
        {
            if (!entry.IsWithdrawal) continue;
            if (Covers(entry, given)) return ConsentStanding.Withdrawn;
            if (Meets(entry, given)) standing = ConsentStanding.PartlyWithdrawn;
        }

        return standing;
    }

    static bool Covers(in ConsentEntry withdrawal, in ConsentEntry given) =>
        (withdrawal.Purpose is null || withdrawal.Purpose == given.Purpose)
        && (withdrawal.Recipient is null || withdrawal.Recipient == given.Recipient)
        && (withdrawal.Items is null || (given.Items is not null && !given.Items.Except(withdrawal.Items).Any()));

    static bool Meets(in ConsentEntry withdrawal, in ConsentEntry given) =>
        (withdrawal.Purpose is null || given.Purpose is null || withdrawal.Purpose == given.Purpose)
        && (withdrawal.Recipient is null || given.Recipient is null || withdrawal.Recipient == given.Recipient)
        && (withdrawal.Items is null || given.Items is null || withdrawal.Items.Intersect(given.Items).Any());
}
