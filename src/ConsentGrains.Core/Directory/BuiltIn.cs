using System.Collections.Immutable;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Directory;

/// <summary>The directory before the first command: the published policies and the parties they name.</summary>
public static class BuiltIn
{
    /// <param name="switching">Left out: no standard period is known.</param>
    /// <returns>Version 0.</returns>
    public static DirectoryState State(PolicyBook policies, IEnumerable<PartyEntry> parties, SwitchingTimes? switching = null) => new()
    {
        Switching = switching ?? SwitchingTimes.None,
        Policies = policies,
        Parties = parties.ToImmutableDictionary(p => p.Id, StringComparer.Ordinal),
    };
}
