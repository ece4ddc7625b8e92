namespace ConsentGrains.Core;

/// <summary>One string for each name of the vocabulary (policies, purposes, items, parties), because a million customers hold them.
/// Bounded, unlike the runtime's own table, and without a lock: two names that fall on one place take turns there, which costs memory and nothing else.</summary>
static class Shared
{
    static readonly string?[] Places = new string?[Limits.SharedNames];

    /// <summary>A string equal to the name, the same one as before where it is still known.</summary>
    public static string Name(string name)
    {
        ref var place = ref Places[name.GetHashCode(StringComparison.Ordinal) & (Limits.SharedNames - 1)];
        if (place is { } known && string.Equals(known, name, StringComparison.Ordinal)) return known;
        return place = name;
    }

    public static string? NameOrNull(string? name) => name is null ? null : Name(name);

    public static string[]? Names(IReadOnlyList<string>? names)
    {
        if (names is null) return null;
        var shared = new string[names.Count];
        for (var i = 0; i < shared.Length; i++) shared[i] = Name(names[i]);
        return shared;
    }
}
