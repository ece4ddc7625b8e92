namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Collections and their items. An item is wider only where a purpose covers it: the purposes that do are named with it.</summary>
static class ItemDifferences
{
    public static IEnumerable<PolicyDifference?> Of(Policy before, Policy after, Quotes quotes)
    {
        foreach (var (id, was, now, change) in PolicyDifferences.Pair(before.Collections, after.Collections, c => c.Id))
            yield return new Comparing(DifferenceKind.Collection, id).Flag("entrusted-in", was?.EntrustedIn ?? false, now?.EntrustedIn ?? false, Sense.Narrows)
                .Finish(change, quotes, now?.Clause ?? was?.Clause ?? id);
        foreach (var (id, was, now, change) in PolicyDifferences.Pair(All(before), All(after), i => i.Id))
            yield return Item(id, was, now, change, before, after, quotes);
    }

    static PolicyDifference? Item(string id, Item? was, Item? now, Change change, Policy before, Policy after, Quotes quotes)
    {
        var compared = new Comparing(DifferenceKind.Item, id).Word("japanese", was?.Japanese, now?.Japanese, Sense.Neutral);
        if (was is not null && now is not null)
            return compared.Word("clause", was.Clause, now.Clause, Sense.Neutral).Word("tag", Tag(was), Tag(now), Sense.Narrows)
                .Flag("mask-in-joint-use", was.MaskInJointUse, now.MaskInJointUse, Sense.Narrows)
                .Finish(change, quotes, now.Clause);
        return compared.List("purposes", was is null ? null : Serving(before, id), now is null ? null : Serving(after, id), Sense.Widens)
            .Finish(change, quotes, (now ?? was)!.Clause);
    }

    static string? Tag(Item item) => item.Tag == ItemTag.None ? null : Wire.Name(item.Tag);

    static IEnumerable<Item> All(Policy policy) => policy.Collections.SelectMany(c => c.Items);

    static List<string> Serving(Policy policy, string item) =>
        [.. policy.Purposes.Concat(policy.Schemes.SelectMany(s => s.Purposes)).Where(p => PurposeItems.Of(policy, p).Contains(item)).Select(p => p.Id)];
}
