namespace ConsentGrains.Core;

/// <summary>One string for each name of the vocabulary (policies, purposes, items, parties), because a million customers hold them.
/// Bounded, unlike the runtime's own table, and without a lock: two names that fall on one place take turns there, which costs memory and nothing else.</summary>
static class Shared
{
    static readonly string?[] Places = new string?[Limits.SharedNames];
    static readonly string[]?[] Lists = new string[]?[Limits.SharedNames];

    /// <summary>A string equal to the name, the same one as before where it is still known.</summary>
    public static string Name(string name)
    {
        ref var place = ref Places[name.GetHashCode(StringComparison.Ordinal) & (Limits.SharedNames - 1)];
        if (place is { } known && string.Equals(known, name, StringComparison.Ordinal)) return known;
        return place = name;
    }

    public static string? NameOrNull(string? name) => name is null ? null : Name(name);

    /// <summary>A list equal to this one, in this order; nobody changes it.</summary>
    public static string[]? Names(IReadOnlyList<string>? names)
    {
        if (names is null) return null;
        var hash = names.Count;
        for (var i = 0; i < names.Count; i++) hash = HashCode.Combine(hash, names[i].GetHashCode(StringComparison.Ordinal));
        ref var place = ref Lists[hash & (Limits.SharedNames - 1)];
        if (place is { } known && Same(known, names)) return known;
        var shared = new string[names.Count];
        for (var i = 0; i < shared.Length; i++) shared[i] = Name(names[i]);
        return place = shared;
    }

    static bool Same(string[] known, IReadOnlyList<string> names)
    {
        if (known.Length != names.Count) return false;
        for (var i = 0; i < known.Length; i++)
            if (!string.Equals(known[i], names[i], StringComparison.Ordinal)) return false;
        return true;
    }
}
