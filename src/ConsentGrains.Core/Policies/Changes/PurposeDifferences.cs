namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Purposes of use, and of joint-use schemes.</summary>
static class PurposeDifferences
{
    public static IEnumerable<PolicyDifference?> Of(Policy before, Policy after, Quotes quotes) =>
        PolicyDifferences.Pair(before.Purposes, after.Purposes, p => p.Id).Select(p => Of(DifferenceKind.Purpose, p.Key, p.Was, p.Is, p.Change, before, after, quotes));

    public static PolicyDifference? Of(DifferenceKind kind, string id, Purpose? was, Purpose? now, Change change, Policy before, Policy after, Quotes quotes) =>
        Covered(new Comparing(kind, id), was, now, before, after)
            .Word("statistics-only", was?.StatisticsOnly, now?.StatisticsOnly, was is null || now is null ? Sense.Neutral : Sense.Narrows)
            .Flag("marketing", was?.Marketing ?? false, now?.Marketing ?? false, Sense.Neutral)
            .Flag("win-back", was?.WinBack ?? false, now?.WinBack ?? false, Sense.Narrows)
            .Flag("secrecy-exempt", was?.SecrecyExempt ?? false, now?.SecrecyExempt ?? false, Sense.Widens)
            .Flag("outlives-contract", was?.OutlivesContract ?? false, now?.OutlivesContract ?? false, Sense.Widens)
            .Flag("secret-use", was?.SecretUse ?? false, now?.SecretUse ?? false, Sense.Widens)
            .Flag("transmission", was?.Transmission ?? false, now?.Transmission ?? false, Sense.Widens)
            .Flag("compare-only", was?.CompareOnly ?? false, now?.CompareOnly ?? false, Sense.Narrows)
            .List("serves", was?.Serves, now?.Serves, Sense.Narrows)
            .List("needed-by", Needs(was), Needs(now), Sense.Widens)
            .List("aliases", was?.Aliases, now?.Aliases, Sense.Neutral)
            .Finish(change, quotes, id, related: now is not null && after.Related.Contains(id));

    /// <summary>Items that came to a purpose with its collection are the collection's difference, told there.</summary>
    static Comparing Covered(Comparing compared, Purpose? was, Purpose? now, Policy before, Policy after)
    {
        compared.List("collections", was?.Collections, now?.Collections, Sense.Widens);
        var (old, late) = (was is null ? [] : PurposeItems.Of(before, was), now is null ? [] : PurposeItems.Of(after, now));
        if (was is null || now is null) return compared.List("items", old, late, Sense.Widens);
        if (was.Items is null && now.Items is null) return compared;
        return compared.List("items", old, late, Sense.Widens);
    }

    static IReadOnlyList<string> Needs(Purpose? purpose) => purpose is null ? []
        : [.. Enum.GetValues<PointNeeds>().Where(n => n != PointNeeds.None && purpose.NeededBy.HasFlag(n)).Select(Wire.Name)];
}
