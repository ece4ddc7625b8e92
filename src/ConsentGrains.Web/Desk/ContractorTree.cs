using ConsentGrains.Core.Directory;

namespace ConsentGrains.Web.Desk;

/// <summary>One line of the register of contractors, as the page shows it.</summary>
/// <param name="Depth">0 = entrusted by the operator itself; re-entrustment stands below.</param>
/// <param name="Due">By when the next look is due.</param>
public readonly record struct ContractorLine(Entrustment Entry, int Depth, string Name, SupervisionEntry? Last, DateOnly? Due, IReadOnlyList<string> Lacks);

/// <summary>The register of contractors of an operator, re-entrustment below what it stands under.</summary>
static class ContractorTree
{
    /// <param name="party">Null: everybody's.</param>
    public static IReadOnlyList<ContractorLine> Of(DirectoryState directory, string? party)
    {
        var lines = new List<ContractorLine>();
        var below = directory.Entrustments.Values.ToLookup(e => e.Under, StringComparer.Ordinal);
        foreach (var root in below[null].Where(e => party is null || e.Operator == party).OrderBy(e => e.Id, StringComparer.Ordinal)) Add(lines, root, 0, true, below, directory);
        return lines;
    }

    /// <param name="carried">Everything it stands under can carry a decision.</param>
    static void Add(List<ContractorLine> lines, Entrustment entry, int depth, bool carried, ILookup<string?, Entrustment> below, DirectoryState directory)
    {
        var last = directory.Supervisions.TryGetValue(entry.Id, out var log) ? log[^1] : null;
        var name = directory.Parties.TryGetValue(entry.Recipient, out var known) ? known.Name : entry.Recipient;
        lines.Add(new(entry, depth, name, last, last?.Next, [.. Lacks(entry), .. carried ? [] : new[] { "上位の登録" }]));
        foreach (var under in below[entry.Id].OrderBy(e => e.Id, StringComparer.Ordinal)) Add(lines, under, depth + 1, carried && entry.Complete, below, directory);
    }

    /// <summary>What keeps an entry from carrying a decision.</summary>
    static IEnumerable<string> Lacks(Entrustment entry)
    {
        if (!entry.Safety) yield return "安全管理措置";
        if (!entry.Confidentiality) yield return "秘密保持";
        if (!entry.Reentrustment) yield return "再委託の条件";
        if (!entry.Supervision) yield return "監督";
        if (entry.Finding is not true) yield return entry.Finding is null ? "選定" : "選定（不適格）";
    }
}
