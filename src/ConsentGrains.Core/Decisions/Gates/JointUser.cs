using System.Collections.Immutable;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 5 for 共同利用: a scheme, a place on its dated roster, and need in this case (ELS-EL-5-LIM1, LIM2).</summary>
static class JointUser
{
    public static void Check(ref Case c)
    {
        if (c.Policy!.Current.Schemes.Count == 0)
        {
            c.Fail(ReasonCode.NoJointUse, subject: c.Family!.Id);
            return;
        }

        if (c.Purpose is not { Scheme: { } scheme } purpose) return;
        var party = c.Question.Party;
        if (purpose.Parties.Contains(party)) CheckNeed(ref c, scheme);
        else if (!c.Directory.Roles.TryGetValue(party, out var entries) || !OnRoster(ref c, purpose, entries)) c.Fail(ReasonCode.NotAParticipant, scheme.Id, party);
        else CheckRosterNeed(ref c, scheme, purpose, entries);
    }

    static bool OnRoster(ref Case c, BoundPurpose purpose, ImmutableArray<RoleEntry> entries)
    {
        foreach (var entry in entries)
            if (entry.InForce(c.Day) && purpose.Roles.Contains(entry.Role)) return true;
        return false;
    }

    static void CheckRosterNeed(ref Case c, JointUseScheme scheme, BoundPurpose purpose, ImmutableArray<RoleEntry> entries)
    {
        var items = c.Question.Items;
        for (var i = 0; i < items.Count; i++)
            if (!EntryCovers(ref c, entries, purpose, items[i])) c.Fail(ReasonCode.NotNeeded, NeedClause(scheme), c.Question.Party, items[i]);
        CheckNeed(ref c, scheme);
    }

    static bool EntryCovers(ref Case c, ImmutableArray<RoleEntry> entries, BoundPurpose purpose, string item)
    {
        foreach (var entry in entries)
            if (entry.InForce(c.Day) && purpose.Roles.Contains(entry.Role)
                && (entry.Items is null || entry.Items.Contains(item))
                && (entry.Purposes is null || NamesPurpose(ref c, entry.Purposes))) return true;
        return false;
    }

    static bool NamesPurpose(ref Case c, IReadOnlyList<string> purposes)
    {
        foreach (var purpose in purposes)
            if (c.IsPurpose(purpose)) return true;
        return false;
    }

    static void CheckNeed(ref Case c, JointUseScheme scheme)
    {
        var needed = scheme.Need switch
        {
            JointUseNeed.Roster => true,
            JointUseNeed.Movers => MovesOut(ref c),
            // A question that names no point shows no need.
            _ => c.Point is { } point && (c.NeededAs = PointCase.NeedOf(ref c, point, c.Purpose!.Source.NeededBy)) != PointNeeds.None,
        };
        if (!needed) c.Fail(ReasonCode.NotNeeded, NeedClause(scheme), c.Question.Party);
    }

    static bool MovesOut(ref Case c)
    {
        foreach (var contract in c.Customer.Contracts)
            if (contract.OutOfArea && contract.Policy == c.Family!.Id) return true;
        return false;
    }

    static string? NeedClause(JointUseScheme scheme) => scheme.NeedClauses.Count > 0 ? scheme.NeedClauses[0] : scheme.Id;
}
