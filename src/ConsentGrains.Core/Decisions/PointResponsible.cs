using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>管理責任者 of joint use ①, item by item, as of the moment (EDGE-09).</summary>
static class PointResponsible
{
    /// <summary>The party that is responsible for every item; null where it differs.</summary>
    public static string? ForAll(ref Case c)
    {
        string? first = null;
        foreach (var (rule, items) in c.Purpose!.Responsible)
        {
            if (!Covers(rule, items, c.Items)) continue;
            var party = Of(ref c, rule);
            if (first is not null && !string.Equals(first, party, StringComparison.Ordinal)) return null;
            first = party;
        }

        return first ?? c.Family!.Operator;
    }

    public static string[] ByItem(ref Case c)
    {
        var all = new string[c.Question.Items.Count];
        for (var i = 0; i < all.Length; i++) all[i] = Of(ref c, i < ItemPlaces.Length ? c.Places[i] : c.Directory.Policies.Item(c.Question.Items[i])!.Index);
        return all;
    }

    static string Of(ref Case c, int place)
    {
        var asked = ItemSet.Empty.With(place);
        foreach (var (rule, items) in c.Purpose!.Responsible)
            if (Covers(rule, items, asked)) return Of(ref c, rule);
        return c.Family!.Operator;
    }

    static bool Covers(ResponsibleRule rule, ItemSet items, ItemSet asked) => rule.Items.Count == 0 || !(items & asked).IsEmpty;

    /// <summary>The retailer that has the contract that day, or the transmission operator where there is none.</summary>
    static string Of(ref Case c, ResponsibleRule rule) =>
        rule.Party ?? (rule.Kind == ResponsibleKind.HoldingRetailer ? c.Point!.RetailerAt(c.AsOf) : null) ?? c.Point!.Gtdo;
}
