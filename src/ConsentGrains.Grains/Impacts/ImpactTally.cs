using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Impacts;

/// <summary>Counts the changes of one part, alike ones together.</summary>
sealed class ImpactTally
{
    readonly Dictionary<string, ImpactChange> changes = new(StringComparer.Ordinal);
    int changed;

    public void Add(CustomerId customer, IReadOnlyList<ImpactChange> of)
    {
        if (of.Count > 0) changed++;
        foreach (var change in of)
        {
            var known = changes.GetValueOrDefault(Key(change)) ?? change with { Customers = 0 };
            changes[Key(change)] = known with
            {
                Customers = known.Customers + 1,
                Examples = known.Examples.Count < Limits.ImpactExamples ? [.. known.Examples, Mask.Customer(customer)] : known.Examples,
            };
        }
    }

    public ImpactPart Part(int seen, int total, string? after) =>
        new(seen, changed, total, after, [.. changes.OrderByDescending(c => c.Value.Customers).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value)]);

    static string Key(ImpactChange of) =>
        $"{of.Party} {of.Standing} {of.Act} {of.Purpose} {of.Clause} {string.Join(',', of.Items)} {of.Permitted} {of.Reason}";
}
