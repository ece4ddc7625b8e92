using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>Grounds that end by their date: a roster's entry, a contractor's, a scheme that a policy's next version no longer has. Nobody ends them, so the
/// registry records that they are over, once, and their party is told to delete. Pure and total.</summary>
public static class GroundRules
{
    /// <summary>What has ended before a day in Japan and was not told of yet; the directory alone says so, whenever it is asked.</summary>
    public static IReadOnlyList<DirectoryEvent.GroundLapsed> Lapsed(DirectoryState directory, DateOnly today) =>
        [.. Roles(directory, today).Concat(Entries(directory, today)).Concat(Policies(directory, today)).Where(lapsed => !directory.Ended.Contains(EndedGround.Of(lapsed)))];

    internal static Decided<DirectoryEvent> Lapse(DirectoryState directory, DateOnly today) => new(Lapsed(directory, today), null);

    static IEnumerable<DirectoryEvent.GroundLapsed> Roles(DirectoryState directory, DateOnly today)
    {
        foreach (var (party, entries) in directory.Roles.OrderBy(r => r.Key, StringComparer.Ordinal))
            foreach (var entry in entries)
                if (entry.Until is { } last && last < today && !entries.Any(e => e.Role == entry.Role && e.InForce(last.AddDays(1))))
                    yield return new(party, entry.Role, null, null, SchemesOf(entry.Role, directory.Policies), last);
    }

    // An entry that lacks a clause was never a ground.
    static IEnumerable<DirectoryEvent.GroundLapsed> Entries(DirectoryState directory, DateOnly today) =>
        directory.Entrustments.Values.Where(e => e.Complete && e.Until < today).OrderBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => new DirectoryEvent.GroundLapsed(e.Recipient, null, e.Id, null, [], e.Until!.Value));

    static IEnumerable<DirectoryEvent.GroundLapsed> Policies(DirectoryState directory, DateOnly today)
    {
        foreach (var family in directory.Policies.Families)
            foreach (var (before, after) in family.Versions.Zip(family.Versions.Skip(1)))
            {
                if (after.From is not { } first || first > today) continue;
                foreach (var lapsed in Between(before, after, first, directory)) yield return lapsed;
            }
    }

    /// <summary>Whom the next version leaves without a scheme it had until the day before, though its roster's entry goes on.</summary>
    static IEnumerable<DirectoryEvent.GroundLapsed> Between(Policy before, Policy after, DateOnly first, DirectoryState directory)
    {
        foreach (var party in directory.Parties.Keys.Order(StringComparer.Ordinal))
        {
            var lost = before.Schemes.Where(s => Has(s, party, first, directory) && !after.Schemes.Any(n => n.Id == s.Id && Has(n, party, first, directory)));
            if (lost.Select(s => s.Id).ToArray() is { Length: > 0 } schemes) yield return new(party, null, null, before.Id, schemes, first.AddDays(-1));
        }
    }

    static bool Has(JointUseScheme scheme, string party, DateOnly day, DirectoryState directory) => scheme.Parties.Contains(party)
        || (directory.Roles.TryGetValue(party, out var roles) && roles.Any(r => scheme.Roles.Contains(r.Role) && r.InForce(day) && r.InForce(day.AddDays(-1))));

    static string[] SchemesOf(string role, PolicyBook policies) =>
        [.. policies.Families.SelectMany(f => f.Versions).SelectMany(v => v.Schemes).Where(s => s.Roles.Contains(role)).Select(s => s.Id).Distinct(StringComparer.Ordinal)];
}
