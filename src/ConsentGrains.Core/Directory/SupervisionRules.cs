namespace ConsentGrains.Core.Directory;

/// <summary>The supervision of contractors (APPI 25). What is overdue is shown; decisions go on.</summary>
static class SupervisionRules
{
    public static DirectoryEvent Recorded(DirectoryCommand.RecordSupervision record, Checked check, DateOnly today)
    {
        var entry = record.Entry;
        check.That(check.Directory.Entrustments.ContainsKey(record.Id), RefusalCode.EntrustmentUnknown, "id", record.Id);
        check.That(entry.On <= today, RefusalCode.DayInFuture, "on", Checked.Day(entry.On));
        check.That(entry.Next is not { } next || next >= entry.On, RefusalCode.DatesReversed, "next", Checked.Day(entry.Next));
        return new DirectoryEvent.SupervisionRecorded(record.Id, entry);
    }
}
