namespace ConsentGrains.Core.Policies;

/// <summary>A purpose as it binds: its items as a set, and which of them reach the customer only by his consent because a later version added them.</summary>
public sealed class BoundPurpose
{
    public required Purpose Source { get; init; }

    /// <summary>Null for a purpose that belongs to no joint-use scheme.</summary>
    public JointUseScheme? Scheme { get; init; }

    /// <summary>Items of the collections for which the purpose is stated.</summary>
    public required ItemSet Stated { get; init; }

    /// <summary>Items the rule (and, for a scheme's purpose, the scheme) covers.</summary>
    public required ItemSet Covered { get; init; }

    /// <summary>Items the scheme leaves out only as 通信の秘密.</summary>
    public ItemSet ExcludedAsSecrecy { get; init; }

    /// <summary>The whole purpose was added after the version shown: only consent brings it to the customer.</summary>
    public bool Widened { get; init; }

    /// <summary>Items added to the purpose after the version shown.</summary>
    public ItemSet WidenedItems { get; init; }

    /// <summary>Participants (parties and roles) of the scheme in every version since the one shown.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The purpose's id as a list of one, made once.</summary>
    public IReadOnlyList<string> OwnClause => ownClause ??= [Source.Id];

    /// <summary>The purpose's id and the scheme's header, made once.</summary>
    public IReadOnlyList<string> JointClauses => jointClauses ??= [Source.Id, Scheme!.Id];

    /// <summary>Who is responsible in the scheme, with the items of each rule.</summary>
    internal (ResponsibleRule Rule, ItemSet Items)[] Responsible { get; init; } = [];

    string[]? ownClause;
    string[]? jointClauses;

    internal static BoundPurpose?[] All(PolicyFamily family, Policy policy)
    {
        var all = new BoundPurpose?[family.PurposeCount];
        foreach (var purpose in policy.Purposes)
            all[family.FindPurpose(purpose.Id)!.Index] = Of(family, policy, purpose, null);
        foreach (var scheme in policy.Schemes)
            foreach (var purpose in scheme.Purposes)
                all[family.FindPurpose(purpose.Id)!.Index] = Of(family, policy, purpose, scheme);
        return all;
    }

    static BoundPurpose Of(PolicyFamily family, Policy policy, Purpose purpose, JointUseScheme? scheme)
    {
        var stated = Set(family, policy.Collections.Where(c => purpose.Collections.Contains(c.Id)).SelectMany(c => c.Items).Select(i => i.Id));
        var covered = purpose.Items is { } listed ? Set(family, listed) : stated;
        return new BoundPurpose
        {
            Source = purpose,
            Scheme = scheme,
            Stated = stated,
            Covered = scheme is null ? covered : covered & Set(family, scheme.Items),
            ExcludedAsSecrecy = scheme is null ? ItemSet.Empty : Set(family, scheme.ExcludedAsSecrecy),
            Parties = scheme?.Parties ?? [],
            Roles = scheme?.Roles ?? [],
            Responsible = [.. (scheme?.Responsible ?? []).Select(rule => (rule, Set(family, rule.Items)))],
        };
    }

    /// <summary>What a later version leaves of an earlier one, with what it adds marked as widened.</summary>
    internal static BoundPurpose?[] Narrow(BoundPurpose?[] earlier, BoundPurpose?[] later, IReadOnlyList<string> related)
    {
        var result = new BoundPurpose?[later.Length];
        for (var i = 0; i < later.Length; i++)
            if (later[i] is { } purpose)
                result[i] = related.Contains(purpose.Source.Id) ? purpose : earlier[i] is { } before ? before.NarrowedTo(purpose) : purpose.AsWidened();
        return result;
    }

    BoundPurpose AsWidened() => new()
    {
        Source = Source,
        Scheme = Scheme,
        Stated = Stated,
        Covered = Covered,
        ExcludedAsSecrecy = ExcludedAsSecrecy,
        Widened = true,
        Parties = Parties,
        Roles = Roles,
        Responsible = Responsible,
    };

    BoundPurpose NarrowedTo(BoundPurpose later) => new()
    {
        Source = later.Source with
        {
            StatisticsOnly = later.Source.StatisticsOnly ?? Source.StatisticsOnly,
            SecrecyExempt = later.Source.SecrecyExempt && Source.SecrecyExempt,
            OutlivesContract = later.Source.OutlivesContract && Source.OutlivesContract,
            NeededBy = later.Source.NeededBy & Source.NeededBy,
            CompareOnly = later.Source.CompareOnly || Source.CompareOnly,
        },
        Scheme = later.Scheme,
        Stated = later.Stated,
        Covered = later.Covered,
        ExcludedAsSecrecy = later.ExcludedAsSecrecy,
        Widened = Widened,
        WidenedItems = later.Covered & (WidenedItems | (later.Covered - Covered)),
        Parties = [.. later.Parties.Where(p => Parties.Contains(p))],
        Roles = [.. later.Roles.Where(r => Roles.Contains(r))],
        Responsible = later.Responsible,
    };

    static ItemSet Set(PolicyFamily family, IEnumerable<string> ids) =>
        ids.Aggregate(ItemSet.Empty, (set, id) => set.With(family.ItemIndex(id)));
}
