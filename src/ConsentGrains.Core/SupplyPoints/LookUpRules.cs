namespace ConsentGrains.Core.SupplyPoints;

/// <summary>使用量照会パスワード: recorded for one retailer, by the holder's own word (EDGE-41).</summary>
static class LookUpRules
{
    public static SupplyPointEvent Issued(
        SupplyPointCommand.IssueLookUp issue, SupplyPointState state, SupplyPointNumber number, Checked check, Instant now)
    {
        check.Party("retailer", issue.Retailer);
        check.That(Words.LookUpDays.Contains(issue.Days), RefusalCode.LookUpDaysNotAllowed, "days", Checked.Count(issue.Days));
        if (issue.Hash is { } hash) check.That(Texts.IsHash(hash), RefusalCode.IdMalformed, "hash");
        check.That(state.HolderAt(now)?.Customer == issue.Customer, RefusalCode.CustomerNotHolder, "customer", Mask.Customer(issue.Customer));
        check.That(state.LookUps.Length < Limits.LookUpsPerPoint, RefusalCode.TooManyEntries, "point", number.Masked);
        return new SupplyPointEvent.LookUpIssued(issue.Customer, issue.Retailer, issue.Days, issue.By, issue.Hash);
    }
}
