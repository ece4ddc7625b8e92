using System.Globalization;

namespace ConsentGrains.Core.Directory;

/// <summary>The register of contractors (委託, APPI 27(5)(i)). An entry that lacks one of the four clauses, or the
/// finding that the contractor is fit, is kept and carries no decision.</summary>
static class EntrustmentRules
{
    public static DirectoryEvent Recorded(DirectoryCommand.RecordEntrustment record, Checked check)
    {
        var entry = Entry(record, check);
        if (record.Id is not null) check.Id("id", record.Id);
        check.That(record.Work.Count <= Limits.WorkPerEntrustment, RefusalCode.ListTooLong, "work");
        foreach (var work in record.Work) check.Text("work", work, Limits.NameLength);
        check.Dates(record.From, record.Until);
        check.Party("operator", record.Operator, RefusalCode.OperatorUnknown);
        check.Party("recipient", record.Recipient);
        check.Purposes("purposes", record.Purposes);
        check.Items("items", record.Items, mayBeEmpty: true);
        check.That(!check.Directory.Entrustments.TryGetValue(entry.Id, out var known) || IsSame(entry, known), RefusalCode.EntrustmentExists, "id", entry.Id);
        check.That(entry.Operator != entry.Recipient, RefusalCode.EntrustmentCircular, "recipient", entry.Recipient);
        if (record.Under is not null) Onward(entry, record.Under, check);
        return new DirectoryEvent.EntrustmentRecorded(entry);
    }

    public static DirectoryEvent Ended(DirectoryCommand.EndEntrustment end, Checked check)
    {
        if (check.That(check.Directory.Entrustments.TryGetValue(end.Id, out var entry), RefusalCode.EntrustmentUnknown, "id", end.Id))
            check.That(!(entry!.Until < end.Until), RefusalCode.EntrustmentAlreadyEnded, "until", Checked.Day(entry.Until));
        return new DirectoryEvent.EntrustmentEnded(end.Id, end.Until);
    }

    static Entrustment Entry(DirectoryCommand.RecordEntrustment record, Checked check) => new(
        record.Id ?? NextId(record, check.Directory), record.Operator, record.Recipient, [.. record.Work.Distinct()],
        check.Named(record.Purposes)!, check.Named(record.Items)!, record.From, record.Until, record.Under,
        record.Safety, record.Confidentiality, record.Reentrustment, record.Supervision, record.Finding, record.TransferMethods);

    static string NextId(DirectoryCommand.RecordEntrustment record, DirectoryState directory)
    {
        for (var n = 1; ; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{record.Operator}-{record.Recipient}-{n}");
            if (!directory.Entrustments.ContainsKey(id)) return id;
        }
    }

    /// <summary>Re-entrustment (再委託) stands inside the entry it stands under.</summary>
    static void Onward(Entrustment entry, string under, Checked check)
    {
        if (!check.That(check.Directory.Entrustments.TryGetValue(under, out var upper), RefusalCode.EntrustmentUnknown, "under", under)) return;
        check.That(upper!.Recipient == entry.Operator, RefusalCode.EntrustmentOfOther, "under", upper.Recipient);
        NotWider("purposes", !entry.Purposes.Except(upper.Purposes).Any());
        NotWider("items", !entry.Items.Except(upper.Items).Any());
        NotWider("from", upper.From <= entry.From);
        NotWider("until", upper.Until is not { } last || entry.Until <= last);
        Chain(entry, upper, check);

        void NotWider(string field, bool holds) => check.That(holds, RefusalCode.EntrustmentWider, field, upper.Id);
    }

    static void Chain(Entrustment entry, Entrustment upper, Checked check)
    {
        var depth = 1;
        for (Entrustment? link = upper; link is not null; link = Above(link, check.Directory))
        {
            check.That(link.Operator != entry.Recipient && link.Id != entry.Id, RefusalCode.EntrustmentCircular, "recipient", entry.Recipient);
            if (!check.That(++depth <= Limits.EntrustmentDepth, RefusalCode.EntrustmentTooDeep, "under", upper.Id)) return;
        }
    }

    static Entrustment? Above(Entrustment entry, DirectoryState directory) =>
        entry.Under is { } under && directory.Entrustments.TryGetValue(under, out var upper) ? upper : null;

    static bool IsSame(Entrustment entry, Entrustment known) =>
        entry with { Work = known.Work, Purposes = known.Purposes, Items = known.Items, TransferMethods = known.TransferMethods } == known
        && entry.Work.ToHashSet().SetEquals(known.Work)
        && entry.Purposes.ToHashSet().SetEquals(known.Purposes)
        && entry.Items.ToHashSet().SetEquals(known.Items)
        && (entry.TransferMethods ?? []).ToHashSet().SetEquals(known.TransferMethods ?? []) && entry.TransferMethods is null == known.TransferMethods is null;
}
