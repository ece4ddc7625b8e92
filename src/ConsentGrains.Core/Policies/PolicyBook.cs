using System.Collections.Frozen;

namespace ConsentGrains.Core.Policies;

/// <summary>Every version of every policy known at a moment, with one vocabulary of items and purposes over all of them. Immutable.</summary>
public sealed class PolicyBook
{
    readonly FrozenDictionary<string, PolicyFamily> families;
    readonly FrozenDictionary<string, ItemRef> items;
    readonly FrozenDictionary<string, PurposeRef> purposes;

    PolicyBook(IReadOnlyList<PolicyFamily> families)
    {
        Families = families;
        this.families = families.ToFrozenDictionary(f => f.Id, StringComparer.Ordinal);
        items = families.SelectMany(f => f.Items).ToFrozenDictionary(i => i.Id, StringComparer.Ordinal);
        purposes = families.SelectMany(f => f.Names).ToFrozenDictionary(n => n.Name, n => n.Purpose, StringComparer.Ordinal);
    }

    public IReadOnlyList<PolicyFamily> Families { get; }

    /// <param name="policies">In any order; versions of one policy are ordered by their day of entry into force.</param>
    public static PolicyBook Of(IEnumerable<Policy> policies) =>
        new([.. policies.GroupBy(p => p.Id, StringComparer.Ordinal).Select(g => new PolicyFamily([.. g.OrderBy(p => p.From ?? DateOnly.MinValue)]))]);

    /// <summary>This book with one more version in it.</summary>
    public PolicyBook With(Policy later) => Of(Families.SelectMany(f => f.Versions).Append(later));

    public PolicyFamily? Family(string policy) => families.GetValueOrDefault(policy);

    /// <summary>Null for a name no version of any policy knows.</summary>
    public ItemRef? Item(string id) => items.GetValueOrDefault(id);

    /// <summary>Found by id or alias; null for a name no version of any policy knows.</summary>
    public PurposeRef? Purpose(string id) => purposes.GetValueOrDefault(id);
}
