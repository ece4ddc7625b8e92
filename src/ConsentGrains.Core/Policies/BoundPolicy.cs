namespace ConsentGrains.Core.Policies;

/// <summary>A policy as it binds one group of customers: those to whom a certain version was shown, while a certain version is in force.
/// Everything is resolved to indices of the family's vocabulary, so that a decision touches no name twice.</summary>
public sealed class BoundPolicy
{
    readonly BoundPurpose?[] purposes;

    BoundPolicy(PolicyFamily family, int shown, int current, BoundPurpose?[] purposes, IReadOnlyList<ExceptionRule> exceptions)
    {
        this.purposes = purposes;
        Family = family;
        Current = family.Versions[current];
        Shown = family.Versions[shown];
        Name = family.NameOf(current);
        ShownName = shown == current ? null : family.NameOf(shown);
        Exceptions = exceptions;
        foreach (var item in Current.Collections.SelectMany(c => c.Items))
            if (item.MaskInJointUse) Masked = Masked.With(family.ItemIndex(item.Id));
        if (Current.WrittenCollection is { } rule)
            foreach (var id in rule.Items)
                if (family.FindItem(id) is { } item) Written = Written.With(item.Index);
        foreach (var collection in Current.Collections.Where(c => c.EntrustedIn))
            foreach (var item in collection.Items) EntrustedIn = EntrustedIn.With(family.ItemIndex(item.Id));
    }

    public PolicyFamily Family { get; }

    public Policy Current { get; }

    public Policy Shown { get; }

    /// <summary>Of the version in force: `ELS-EL@1`.</summary>
    public string Name { get; }

    /// <summary>Of the version shown; null where it is the one in force.</summary>
    public string? ShownName { get; }

    /// <summary>Rows that hold in every version from the one shown to the one in force.</summary>
    public IReadOnlyList<ExceptionRule> Exceptions { get; }

    /// <summary>Items that carry `mask-identifiers` in joint use.</summary>
    public ItemSet Masked { get; }

    /// <summary>Items of ENS-3-LIM3.</summary>
    public ItemSet Written { get; }

    /// <summary>Items handled as another operator's contractor.</summary>
    public ItemSet EntrustedIn { get; }

    /// <summary>Null where the version in force does not state the purpose.</summary>
    public BoundPurpose? Purpose(PurposeRef purpose) => purposes[purpose.Index];

    public ExceptionRule? Exception(string circumstance)
    {
        foreach (var rule in Exceptions)
            if (string.Equals(rule.Circumstance, circumstance, StringComparison.Ordinal)) return rule;
        return null;
    }

    internal static BoundPolicy Of(PolicyFamily family, int shown, int current)
    {
        var narrowed = BoundPurpose.All(family, family.Versions[shown]);
        var rules = family.Versions[shown].Exceptions;
        for (var i = shown + 1; i <= current; i++)
        {
            narrowed = BoundPurpose.Narrow(narrowed, BoundPurpose.All(family, family.Versions[i]), family.Versions[i].Related);
            var later = family.Versions[i].Exceptions;
            rules = [.. later.Where(l => rules.Any(e => string.Equals(e.Circumstance, l.Circumstance, StringComparison.Ordinal)))];
        }

        return new BoundPolicy(family, shown, current, narrowed, rules);
    }
}
