using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>Whom an event of a supply point may concern, as tags of its row on disk (docs/events.md).
/// <list type="bullet">
/// <item>`area:03`: the partition, which its transmission operator (`party:gtdo-03`) subscribes to as a whole.</item>
/// <item>`party:ID`: the retailer before and after; the incoming one from its application to its end; the one a look-up password is for.</item>
/// <item>`party:occto`: everything of a switch.</item>
/// </list></summary>
public static class SupplyPointAudience
{
    /// <summary>Tags in ordinal order, each once.</summary>
    public static IReadOnlyList<string> Of(SupplyPointState before, SupplyPointState after, SupplyPointEvent e)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal) { Area(after.Area), Audience.Party(after.Gtdo) };
        foreach (var supply in before.Supplies.Concat(after.Supplies)) tags.Add(Audience.Party(supply.Retailer));
        if (IsOfSwitch(e)) tags.Add(Audience.Party(Words.Occto));
        if (IsOfSwitch(e) || before.Switch is { IsUnderWay: true })
            foreach (var party in new[] { after.Switch!.By, after.Switch.Losing }) tags.Add(Audience.Party(party));
        if (e is SupplyPointEvent.LookUpIssued issued) tags.Add(Audience.Party(issued.Retailer));
        return [.. tags];
    }

    /// <summary>`area:03`.</summary>
    public static string Area(int area) => $"area:{area:00}";

    static bool IsOfSwitch(SupplyPointEvent e) => e is
        SupplyPointEvent.SwitchRequested or SupplyPointEvent.SwitchApplied or SupplyPointEvent.SwitchRejected or SupplyPointEvent.SwitchJudged
        or SupplyPointEvent.SwitchMatched or SupplyPointEvent.SwitchCancelled or SupplyPointEvent.SwitchLapsed
        or SupplyPointEvent.SwitchCompleting or SupplyPointEvent.SwitchCompleted;
}
