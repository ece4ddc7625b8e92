namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 5 for 委託: an entry of the register in force, within its work, purposes and items; the transfer method where the policy has a closed list;
/// onward only under an entry the operator approved.</summary>
static class Entrustee
{
    public static void Check(ref Case c)
    {
        var from = c.Question.Party;
        if (!c.OwnUseOfContractor && !c.IsOperator && !Contractor.IsContractor(ref c, from))
        {
            c.Fail(ReasonCode.PartyNotEntitled, subject: from);
            return;
        }

        CheckMethod(ref c);
        var entrustedIn = !(c.Items & c.Policy!.EntrustedIn).IsEmpty;
        if (Stands(ref c, entrustedIn)) CheckScope(ref c, entrustedIn);
        else c.Fail(IsOnward(ref c, entrustedIn) ? ReasonCode.ReentrustmentNotAllowed : ReasonCode.EntrustmentMissing, subject: c.Counterparty);
    }

    static void CheckMethod(ref Case c)
    {
        var rule = c.Policy!.Current.Entrustment;
        if (c.OwnUseOfContractor || rule.TransferMethods.Count == 0) return;
        if (c.Question.TransferMethod is not { } method || !rule.TransferMethods.Contains(method))
            c.Fail(ReasonCode.TransferMethodNotAllowed, rule.TransferClause, c.Question.TransferMethod);
    }

    static bool Stands(ref Case c, bool entrustedIn)
    {
        foreach (var entry in Contractor.EntriesTo(ref c, c.Counterparty!))
            if (IsFromAsker(ref c, entry) && Contractor.Stands(ref c, entry, entrustedIn)) return true;
        return false;
    }

    static void CheckScope(ref Case c, bool entrustedIn)
    {
        foreach (var id in c.Question.Items)
            if (!Covered(ref c, id, entrustedIn)) c.Fail(ReasonCode.EntrustmentOutOfScope, null, c.Counterparty, id);
    }

    static bool Covered(ref Case c, string item, bool entrustedIn)
    {
        foreach (var entry in Contractor.EntriesTo(ref c, c.Counterparty!))
            if (IsFromAsker(ref c, entry) && Contractor.Stands(ref c, entry, entrustedIn) && Contractor.Covers(ref c, entry, item) && TakesMethod(ref c, entry)) return true;
        return false;
    }

    /// <summary>The register may allow fewer methods than the policy.</summary>
    static bool TakesMethod(ref Case c, Directory.Entrustment entry) => c.OwnUseOfContractor || entry.Takes(c.Question.TransferMethod);

    static bool IsFromAsker(ref Case c, Directory.Entrustment entry) =>
        c.OwnUseOfContractor || string.Equals(entry.Operator, c.Question.Party, StringComparison.Ordinal);

    /// <summary>Entrusted-in data, a contractor that asks, or a sub-contractor's own use.</summary>
    static bool IsOnward(ref Case c, bool entrustedIn)
    {
        if (entrustedIn) return true;
        if (!c.OwnUseOfContractor) return !c.IsOperator;
        foreach (var entry in Contractor.EntriesTo(ref c, c.Counterparty!))
            if (string.Equals(entry.Operator, c.Family!.Operator, StringComparison.Ordinal)) return false;
        return true;
    }
}
