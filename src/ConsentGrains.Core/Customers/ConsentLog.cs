namespace ConsentGrains.Core.Customers;

/// <summary>The consents and withdrawals of a customer, kept short without changing any answer.</summary>
static class ConsentLog
{
    /// <summary>INVARIANT (same answers): an entry is dropped only where a later one decides every question the same way.
    /// A withdrawal goes when a later one matches whatever it matched: both remove what stands before the first, and the later also
    /// what stands between. A consent goes when the same one is given again with no withdrawal in between.</summary>
    public static ConsentEntry[] With(ConsentEntry[] log, in ConsentEntry added)
    {
        var kept = new List<ConsentEntry>(log.Length + 1);
        foreach (var entry in log)
            if (!(added.IsWithdrawal && entry.IsWithdrawal && Covers(added, entry))) Add(kept, entry);
        Add(kept, added);
        return [.. kept];
    }

    static void Add(List<ConsentEntry> kept, in ConsentEntry added)
    {
        if (!added.IsWithdrawal)
            for (var i = kept.Count - 1; i >= 0 && !kept[i].IsWithdrawal; i--)
                if (Same(kept[i], added))
                {
                    kept.RemoveAt(i);
                    break;
                }

        kept.Add(added);
    }

    /// <summary>Whatever <paramref name="narrow"/> matches, <paramref name="wide"/> matches too.</summary>
    static bool Covers(in ConsentEntry wide, in ConsentEntry narrow) =>
        (wide.Purpose is null || wide.Purpose == narrow.Purpose)
        && (wide.Recipient is null || wide.Recipient == narrow.Recipient)
        && (wide.Items is null || (narrow.Items is not null && !narrow.Items.Except(wide.Items).Any()));

    /// <summary>Equal but for the time and the order of the items.</summary>
    static bool Same(in ConsentEntry a, in ConsentEntry b) =>
        a with { Items = null, Given = default } == b with { Items = null, Given = default } && SameItems(a.Items, b.Items);

    static bool SameItems(string[]? a, string[]? b) =>
        a is null || b is null ? ReferenceEquals(a, b) : a.Length == b.Length && !a.Except(b).Any();
}
