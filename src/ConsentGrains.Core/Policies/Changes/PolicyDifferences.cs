namespace ConsentGrains.Core.Policies.Changes;

/// <summary>What a later version of a policy changes, clause by clause and rule by rule, in the order of a policy file. Pure and total.</summary>
public static class PolicyDifferences
{
    public static IReadOnlyList<PolicyDifference> Of(Policy before, Policy after)
    {
        var quotes = new Quotes(before, after);
        PolicyDifference?[] all =
        [
            new Comparing(DifferenceKind.Title, "title").Word("title", before.Title, after.Title, Sense.Neutral).Finish(Change.Changed, quotes, "title"),
            .. ItemDifferences.Of(before, after, quotes),
            .. PurposeDifferences.Of(before, after, quotes),
            .. SchemeDifferences.Of(before, after, quotes),
            .. ExceptionDifferences.Of(before, after, quotes),
            .. RuleDifferences.Of(before, after, quotes),
            RequestDifferences.Of(before, after, quotes),
        ];
        // What no rule has shown comes last: only then is it known.
        return [.. all.OfType<PolicyDifference>(), .. WordingDifferences.Of(quotes)];
    }

    /// <summary>Both sides of each key, in the order of the later list, then what only the earlier one has.</summary>
    internal static IEnumerable<(string Key, T? Was, T? Is, Change Change)> Pair<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key) where T : class
    {
        var was = before.GroupBy(key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var now = after.GroupBy(key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var (id, one) in now)
            yield return (id, was.GetValueOrDefault(id), one, was.ContainsKey(id) ? Change.Changed : Change.Added);
        foreach (var (id, one) in was)
            if (!now.ContainsKey(id)) yield return (id, one, null, Change.Removed);
    }
}
