namespace ConsentGrains.Core.Directory;

static class DeskRules
{
    public static DirectoryEvent Set(DirectoryCommand.SetDesk set, Checked check)
    {
        check.That(check.Directory.Policies.Family(set.Policy) is not null, RefusalCode.PolicyUnknown, "policy", set.Policy);
        Days("targetDays", set.Settings.TargetDays);
        Days("cureDays", set.Settings.CureDays);
        Days("disposalDays", set.Settings.DisposalDays);
        return new DirectoryEvent.DeskSet(set.Policy, set.Settings);

        void Days(string field, int days) => check.That(days is >= 0 and <= Limits.DeskDays, RefusalCode.DaysOutOfRange, field, Checked.Count(days));
    }
}
