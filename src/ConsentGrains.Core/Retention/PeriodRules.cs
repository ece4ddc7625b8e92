using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Retention;

/// <summary>Setting a period (EMANA-13-RET1).</summary>
static class PeriodRules
{
    public static DirectoryEvent Set(DirectoryCommand.SetRetention set, Checked check)
    {
        check.Party("operator", set.Operator, RefusalCode.OperatorUnknown);
        var family = check.Policy(set.Policy, set.Operator);
        if (family is not null && set.Collection is { } collection)
            check.That(family.Versions.Any(v => v.Collections.Any(c => c.Id == collection)), RefusalCode.CollectionUnknown, "collection", collection);
        if (set.Months is { } months) check.That(months is >= 0 and <= Limits.RetentionMonths, RefusalCode.MonthsOutOfRange, "months", Checked.Count(months));
        check.Text("source", set.Source, Limits.NameLength);
        return new DirectoryEvent.RetentionSet(set.Operator, set.Policy, set.Collection, set.Months, set.Source);
    }
}
