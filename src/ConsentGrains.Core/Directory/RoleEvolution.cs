using System.Collections.Immutable;

namespace ConsentGrains.Core.Directory;

static class RoleEvolution
{
    public static ImmutableDictionary<string, ImmutableArray<RoleEntry>> Granted(
        ImmutableDictionary<string, ImmutableArray<RoleEntry>> roles, DirectoryEvent.RoleGranted e)
    {
        var held = roles.GetValueOrDefault(e.Party, []);
        return held.Any(r => IsSame(r, e.Role)) ? roles : roles.SetItem(e.Party, held.Add(e.Role));
    }

    /// <summary>Entries that had not begun by that day never will.</summary>
    public static ImmutableDictionary<string, ImmutableArray<RoleEntry>> Ended(
        ImmutableDictionary<string, ImmutableArray<RoleEntry>> roles, DirectoryEvent.RoleEnded e)
    {
        if (!roles.TryGetValue(e.Party, out var held)) return roles;
        return roles.SetItem(e.Party, [.. held.Where(r => r.Role != e.Role || r.From <= e.Until).Select(r => r.Role == e.Role ? Until(r, e.Until) : r)]);
    }

    static RoleEntry Until(RoleEntry role, DateOnly day) => role.Until < day ? role : role with { Until = day };

    static bool IsSame(RoleEntry a, RoleEntry b) =>
        (a.Role, a.From, a.Until) == (b.Role, b.From, b.Until) && SameNames(a.Purposes, b.Purposes) && SameNames(a.Items, b.Items);

    static bool SameNames(IReadOnlyList<string>? a, IReadOnlyList<string>? b) =>
        a is null || b is null ? a is null && b is null : a.ToHashSet().SetEquals(b);
}
