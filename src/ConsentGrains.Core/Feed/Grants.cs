using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Feed;

/// <summary>Finds a party's grounds in the directory: rosters and notices of joint use, and the register of contractors.</summary>
static class Grants
{
    public static IEnumerable<Grant> Of(string party, DirectoryState directory) =>
        directory.Policies.Families.SelectMany(family => OfSchemes(party, family, directory)).Concat(Entrusted(party, directory));

    static IEnumerable<Grant> OfSchemes(string party, PolicyFamily family, DirectoryState directory)
    {
        var roles = directory.Roles.TryGetValue(party, out var entries) ? entries : [];
        for (var i = 0; i < family.Versions.Count; i++)
        {
            var (from, until) = DaysOf(family, i);
            foreach (var scheme in family.Versions[i].Schemes)
            {
                // Joint use 1 reaches a customer only through the concrete point: its parties are told of points, by their own tags.
                if (scheme.Need == JointUseNeed.SupplyPoint || family.Operator == party) continue;
                var kind = scheme.Need == JointUseNeed.Movers ? GrantKind.Movers : GrantKind.Scheme;
                if (scheme.Parties.Contains(party)) yield return new(kind, scheme.Id, family.Id, "scheme:" + scheme.Id, from, until, null);
                foreach (var role in roles)
                    if (scheme.Roles.Contains(role.Role)) yield return new(kind, scheme.Id, family.Id, "scheme:" + scheme.Id, Later(from, role.From), Earlier(until, role.Until), role.Purposes);
            }
        }
    }

    static IEnumerable<Grant> Entrusted(string party, DirectoryState directory)
    {
        foreach (var entry in directory.EntrustmentsTo.TryGetValue(party, out var entries) ? entries : [])
        {
            if (Days(entry, directory) is not var (root, from, until)) continue;
            foreach (var policy in PoliciesOf(entry, root, directory))
                yield return new(GrantKind.Entrusted, policy, policy, "entrusted:" + policy, from, until, entry.Purposes);
        }
    }

    /// <summary>The days on which an entry and all it stands under are in force; null where one of them lacks a clause or its link.</summary>
    static (Entrustment Root, DateOnly From, DateOnly? Until)? Days(Entrustment entry, DirectoryState directory)
    {
        var (from, until) = (entry.From, entry.Until);
        for (var depth = 0; depth < Limits.EntrustmentDepth; depth++)
        {
            if (!entry.Complete) return null;
            (from, until) = (entry.From > from ? entry.From : from, Earlier(until, entry.Until));
            if (entry.Under is not { } under) return (entry, from, until);
            if (!directory.Entrustments.TryGetValue(under, out var above) || above.Recipient != entry.Operator) return null;
            entry = above;
        }

        return null;
    }

    /// <summary>The policies of the operator at the root that the entry's purposes belong to.</summary>
    static IEnumerable<string> PoliciesOf(Entrustment entry, Entrustment root, DirectoryState directory) => entry.Purposes
        .Select(p => directory.Policies.Purpose(p)?.Family ?? (directory.Purposes.TryGetValue(p, out var own) ? directory.Policies.Family(own.Policy) : null))
        .Where(family => family?.Operator == root.Operator).Select(family => family!.Id).Distinct(StringComparer.Ordinal);

    /// <summary>A version is in force until the day before the next one.</summary>
    static (DateOnly? From, DateOnly? Until) DaysOf(PolicyFamily family, int version) =>
        (family.Versions[version].From, version + 1 < family.Versions.Count ? family.Versions[version + 1].From?.AddDays(-1) : null);

    static DateOnly? Later(DateOnly? a, DateOnly b) => a > b ? a : b;

    static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a < b ? a : b;
}
