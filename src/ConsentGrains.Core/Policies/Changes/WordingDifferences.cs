namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Clauses whose words came, went or changed and that no rule's difference has shown.</summary>
static class WordingDifferences
{
    public static IEnumerable<PolicyDifference> Of(Quotes quotes)
    {
        foreach (var clause in quotes.Ids.Where(id => !quotes.WasShown(id)))
        {
            var (was, now) = quotes.All(clause);
            var change = was.Length == 0 ? Change.Added : now.Length == 0 ? Change.Removed : Change.Changed;
            var compared = new Comparing(DifferenceKind.Wording, clause)
                .List("kind", Kinds(was), Kinds(now), Sense.Neutral).List("effect", Effects(was), Effects(now), Sense.Neutral);
            if (compared.Finish(change, quotes, clause) is { } difference) yield return difference;
        }
    }

    static IReadOnlyList<string> Kinds(PolicyClause[] quoted) => [.. quoted.Select(c => Wire.Name(c.Kind)).Distinct()];

    static IReadOnlyList<string> Effects(PolicyClause[] quoted) => [.. quoted.Select(c => c.Effect).OfType<string>().Distinct()];
}
