using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Receipts;

/// <summary>How far a withdrawal reaches into a consent: the same matching as in a decision, told for all questions at once.</summary>
static class Reach
{
    /// <summary>Whether there is a question that the consent carried and the withdrawal takes back.</summary>
    public static bool Touches(Withdrawn withdrawn, in ConsentEntry consent, Names names) =>
        (withdrawn.Purpose is null || consent.Purpose is null || names.SamePurpose(withdrawn.Purpose, consent.Purpose))
        && (withdrawn.Recipient is null || consent.Recipient is null || withdrawn.Recipient == consent.Recipient)
        && (withdrawn.Items is null || consent.Items is null || withdrawn.Items.Intersect(consent.Items, StringComparer.Ordinal).Any());

    /// <summary>When nothing was left of the consent; null while something is.</summary>
    public static Instant? EndOf(in ConsentEntry consent, IReadOnlyList<Withdrawn> withdrawals, Names names)
    {
        var left = consent.Items;
        foreach (var withdrawn in withdrawals)
        {
            if (!IsAsWide(withdrawn, consent, names)) continue;
            if (withdrawn.Items is not { } items) return withdrawn.Indicated.At;
            left = left?.Except(items, StringComparer.Ordinal).ToArray();
            if (left is []) return withdrawn.Indicated.At;
        }

        return null;
    }

    static bool IsAsWide(Withdrawn withdrawn, in ConsentEntry consent, Names names) =>
        (withdrawn.Purpose is null || (consent.Purpose is { } purpose && names.SamePurpose(withdrawn.Purpose, purpose)))
        && (withdrawn.Recipient is null || withdrawn.Recipient == consent.Recipient);
}
