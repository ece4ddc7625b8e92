using System.Collections.Immutable;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>The register of contractors (委託先) read for one question: direct entries of the operator, and chains of re-entrustment.</summary>
static class Contractor
{
    /// <summary>A party with an entry ever recorded for this operator is a contractor: its own use is decided as an entrustment to it.</summary>
    public static void Recognise(ref Case c)
    {
        if (c.Act != Act.Use || c.IsOperator || !IsContractor(ref c, c.Question.Party)) return;
        c.Act = Act.Entrust;
        c.OwnUseOfContractor = true;
        c.Counterparty = c.Question.Party;
        c.Country = c.Directory.Parties.TryGetValue(c.Question.Party, out var party) ? party.Country : null;
    }

    /// <summary>Whether the party has an entry, in force or not, that goes back to the policy's operator.</summary>
    public static bool IsContractor(ref Case c, string party)
    {
        foreach (var entry in EntriesTo(ref c, party))
            if (ReachesOperator(ref c, entry)) return true;
        return false;
    }

    static bool ReachesOperator(ref Case c, Entrustment entry)
    {
        for (var depth = 0; depth < Limits.EntrustmentDepth; depth++)
        {
            if (string.Equals(entry.Operator, c.Family!.Operator, StringComparison.Ordinal)) return true;
            if (entry.Under is not { } under || !c.Directory.Entrustments.TryGetValue(under, out var above)) return false;
            entry = above;
        }

        return false;
    }

    public static ImmutableArray<Entrustment> EntriesTo(ref Case c, string party) =>
        c.Directory.EntrustmentsTo.TryGetValue(party, out var entries) ? entries : [];

    /// <summary>Whether an entry and all it stands under are in force, complete, and go back to the operator
    /// (or, for entrusted-in data, to the operator that entrusted it).</summary>
    public static bool Stands(ref Case c, Entrustment entry, bool entrustedIn)
    {
        for (var depth = 0; depth < Limits.EntrustmentDepth; depth++)
        {
            if (!entry.InForce(c.Day) || !entry.Complete) return false;
            if (entry.Under is not { } under) return depth == 0 ? !entrustedIn && FromOperator(ref c, entry) : IsRoot(ref c, entry, entrustedIn);
            if (!c.Directory.Entrustments.TryGetValue(under, out var above)) return false;
            if (!string.Equals(above.Recipient, entry.Operator, StringComparison.Ordinal)) return false;
            entry = above;
        }

        return false;
    }

    static bool IsRoot(ref Case c, Entrustment root, bool entrustedIn) => entrustedIn
        ? string.Equals(root.Recipient, c.Family!.Operator, StringComparison.Ordinal) && !FromOperator(ref c, root)
        : FromOperator(ref c, root);

    static bool FromOperator(ref Case c, Entrustment entry) => string.Equals(entry.Operator, c.Family!.Operator, StringComparison.Ordinal);

    /// <summary>Whether an entry and all it stands under cover the purpose and the item.</summary>
    public static bool Covers(ref Case c, Entrustment entry, string item)
    {
        for (var depth = 0; depth < Limits.EntrustmentDepth; depth++)
        {
            if (!CoversAlone(ref c, entry, item)) return false;
            if (entry.Under is not { } under || !c.Directory.Entrustments.TryGetValue(under, out var above)) return true;
            entry = above;
        }

        return false;
    }

    static bool CoversAlone(ref Case c, Entrustment entry, string item) =>
        entry.Items.Contains(item) && NamesPurpose(ref c, entry) && WithinWork(ref c, entry, item);

    static bool NamesPurpose(ref Case c, Entrustment entry)
    {
        foreach (var purpose in entry.Purposes)
            if (c.IsPurpose(purpose)) return true;
        return false;
    }

    /// <summary>Work named by a clause of the policy limits the entry to that clause's collections; free names of work limit nothing.</summary>
    static bool WithinWork(ref Case c, Entrustment entry, string item)
    {
        var limited = false;
        foreach (var work in c.Policy!.Current.Entrustment.Work)
        {
            if (work.Collections.Count == 0 || !entry.Work.Contains(work.Clause)) continue;
            limited = true;
            foreach (var collection in work.Collections)
                if (item.StartsWith(collection, StringComparison.Ordinal) && item.AsSpan(collection.Length).StartsWith("/")) return true;
        }

        return !limited;
    }
}
