namespace ConsentGrains.Core.Policies;

/// <summary>An item of a policy's vocabulary. Its index is the same in every version of the policy within one book.</summary>
public sealed record ItemRef(PolicyFamily Family, int Index, string Id, string Collection, ItemTag Tag);

/// <summary>A purpose of a policy's vocabulary; <see cref="Scheme"/> is the joint-use scheme it belongs to, if any.</summary>
public sealed record PurposeRef(PolicyFamily Family, int Index, string Id, string? Scheme);

/// <summary>All versions of one policy, oldest first, with their common vocabulary.</summary>
public sealed class PolicyFamily
{
    readonly BoundPolicy?[,] bound;
    readonly string[] names;
    readonly Dictionary<string, ItemRef> itemsById = new(StringComparer.Ordinal);
    readonly Dictionary<string, PurposeRef> purposesByName = new(StringComparer.Ordinal);

    internal PolicyFamily(IReadOnlyList<Policy> versions)
    {
        Versions = versions;
        Id = versions[0].Id;
        Operator = versions[0].Operator;
        names = [.. versions.Select(policy => policy.Name)];
        bound = new BoundPolicy?[versions.Count, versions.Count];
        foreach (var policy in versions) Learn(policy);
        Items = [.. itemsById.Values];
        Schemes = [.. versions.SelectMany(v => v.Schemes).Select(s => s.Id).Distinct(StringComparer.Ordinal)];
        foreach (var item in Items)
        {
            if (item.Tag == ItemTag.Secrecy) Secrecy = Secrecy.With(item.Index);
            if (item.Tag == ItemTag.Secret) Secret = Secret.With(item.Index);
        }
    }

    public string Id { get; }

    public string Operator { get; }

    public IReadOnlyList<Policy> Versions { get; }

    public IReadOnlyList<ItemRef> Items { get; }

    /// <summary>The joint-use schemes (共同利用) of all versions, by id.</summary>
    public IReadOnlyList<string> Schemes { get; }

    /// <summary>Items that are 通信の秘密.</summary>
    public ItemSet Secrecy { get; }

    /// <summary>Items that are credentials.</summary>
    public ItemSet Secret { get; }

    internal IEnumerable<(string Name, PurposeRef Purpose)> Names => purposesByName.Select(p => (p.Key, p.Value));

    internal int PurposeCount { get; private set; }

    public Policy? Version(string version) => Versions.FirstOrDefault(v => string.Equals(v.Version, version, StringComparison.Ordinal));

    /// <summary>The version in force on a day: the latest that has begun; null before the first.</summary>
    public Policy? InForce(DateOnly day) => IndexInForce(day) is >= 0 and var i ? Versions[i] : null;

    /// <summary>What binds a customer to whom a version was shown, on a day: the later version narrows at once; what it widens is marked
    /// as reaching him only by consent. Null before the first version is in force.</summary>
    /// <param name="shown">The version shown; null = the one in force.</param>
    public BoundPolicy? Bind(string? shown, DateOnly day)
    {
        var current = IndexInForce(day);
        if (current < 0) return null;
        var from = shown is null ? current : IndexOf(shown);
        if (from < 0 || from > current) from = current;
        return bound[from, current] ??= BoundPolicy.Of(this, from, current);
    }

    /// <summary>The name of a version, the same object every time: most decisions of a log share it.</summary>
    internal string NameOf(int version) => names[version];

    internal int ItemIndex(string id) => itemsById[id].Index;

    internal ItemRef? FindItem(string id) => itemsById.GetValueOrDefault(id);

    internal PurposeRef? FindPurpose(string name) => purposesByName.GetValueOrDefault(name);

    int IndexInForce(DateOnly day)
    {
        for (var i = Versions.Count - 1; i >= 0; i--)
            if (Versions[i].From is not { } from || from <= day) return i;
        return -1;
    }

    int IndexOf(string version)
    {
        for (var i = 0; i < Versions.Count; i++)
            if (string.Equals(Versions[i].Version, version, StringComparison.Ordinal)) return i;
        return -1;
    }

    void Learn(Policy policy)
    {
        foreach (var collection in policy.Collections)
            foreach (var item in collection.Items)
                itemsById.TryAdd(item.Id, new ItemRef(this, itemsById.Count, item.Id, collection.Id, item.Tag));
        foreach (var purpose in policy.Purposes) Learn(purpose, null);
        foreach (var scheme in policy.Schemes)
            foreach (var purpose in scheme.Purposes) Learn(purpose, scheme.Id);
    }

    void Learn(Purpose purpose, string? scheme)
    {
        if (!purposesByName.TryGetValue(purpose.Id, out var known))
            purposesByName.Add(purpose.Id, known = new PurposeRef(this, PurposeCount++, purpose.Id, scheme));
        foreach (var alias in purpose.Aliases) purposesByName.TryAdd(alias, known);
    }
}
