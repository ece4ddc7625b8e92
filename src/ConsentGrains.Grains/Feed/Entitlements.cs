using System.Collections.Concurrent;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Feed;

namespace ConsentGrains.Grains.Feed;

/// <summary>Each party's entitlement, made again when the directory or the day changed.</summary>
sealed class Entitlements
{
    readonly ConcurrentDictionary<(string Party, bool Whole), Entitlement> known = new();

    public Entitlement Of(string party, bool whole, DirectoryState directory, DateOnly day)
    {
        if (known.TryGetValue((party, whole), out var entitlement) && entitlement.IsOf(directory, day)) return entitlement;
        if (known.Count >= Limits.EntitlementsKept) known.Clear();
        return known[(party, whole)] = new(party, whole, directory, day);
    }
}
