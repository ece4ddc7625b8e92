using System.Collections.Immutable;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>The directory before the first command: the published policies and the parties they name.</summary>
public static class BuiltIn
{
    /// <returns>Version 0.</returns>
    public static DirectoryState State(PolicyBook policies, IEnumerable<PartyEntry> parties) => new()
    {
        Policies = policies,
        Parties = parties.ToImmutableDictionary(p => p.Id, StringComparer.Ordinal),
    };
}
