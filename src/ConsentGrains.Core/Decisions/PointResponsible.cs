using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>管理責任者 of joint use ①, item by item, as of the moment (EDGE-09).</summary>
static class PointResponsible
{
    /// <summary>Null where it is the same party for every item.</summary>
    public static IReadOnlyList<Responsibility>? ByItem(ref Case c)
    {
        var items = c.Question.Items;
        var first = Of(ref c, items[0]);
        for (var i = 1; i < items.Count; i++)
            if (!string.Equals(Of(ref c, items[i]), first, StringComparison.Ordinal)) return All(ref c);
        return null;
    }

    public static string Of(ref Case c, string item)
    {
        var index = c.Directory.Policies.Item(item)!.Index;
        foreach (var (rule, items) in c.Purpose!.Responsible)
            if (rule.Items.Count == 0 || items.Has(index)) return rule.Party ?? Found(ref c, rule.Kind);
        return c.Family!.Operator;
    }

    /// <summary>The retailer that has the contract that day, or the transmission operator where there is none.</summary>
    static string Found(ref Case c, ResponsibleKind kind) =>
        (kind == ResponsibleKind.HoldingRetailer ? c.Point!.RetailerAt(c.AsOf) : null) ?? c.Point!.Gtdo;

    static Responsibility[] All(ref Case c)
    {
        var all = new Responsibility[c.Question.Items.Count];
        for (var i = 0; i < all.Length; i++) all[i] = new(c.Question.Items[i], Of(ref c, c.Question.Items[i]));
        return all;
    }
}
