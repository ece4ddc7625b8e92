using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads the file of standard switching periods.</summary>
static class SwitchingReading
{
    public const string FileName = "switching.yaml";

    /// <exception cref="PolicyRefusedException">The file is malformed.</exception>
    public static IReadOnlyList<StandardPeriod> Read(string text, string name)
    {
        var draft = new Draft(name);
        List<StandardPeriod> periods = [];
        if (Section.Of(draft, "the file", NodeReader.Read(text, draft.Problems)) is { } file)
        {
            foreach (var section in file.Sections("operators", "an operator")) periods.AddRange(Rows(section));
            file.Finish(name);
        }

        foreach (var twice in periods.GroupBy(p => (p.Gtdo, p.Voltage, p.MeterWork)).Where(g => g.Count() > 1))
            draft.Problems.Add(PolicyProblemCode.DuplicateId, new(1, 1), $"The row {twice.Key} is here a second time.", "Keep one of them.");
        return draft.Problems.Any ? throw new PolicyRefusedException(draft.Problems.All) : periods;
    }

    static IReadOnlyList<StandardPeriod> Rows(Section section)
    {
        var (gtdo, source, title) = (section.Id("gtdo").Text, section.Text("source").Text, section.Text("title").Text);
        var closed = section.Flag("closed-at-year-end");
        if (!section.Has("rows")) section.Missing("rows");
        List<StandardPeriod> rows = [.. section.Sections("rows", "a row").Select(row => Row(row, gtdo, closed, $"{title} {source}"))];
        section.Finish(gtdo);
        return rows;
    }

    static StandardPeriod Row(Section row, string gtdo, bool closed, string source)
    {
        if (!row.Has("business-days") && !row.Has("calendar-days")) row.Missing("business-days");
        var period = new StandardPeriod(
            gtdo, row.Choice("voltage", Enum.GetValues<VoltageClass>()), row.Flag("meter-work"), Days(row, "business-days"), Days(row, "calendar-days"), closed,
            $"{source}: {row.Text("quote").Text}");
        row.Finish(gtdo);
        return period;
    }

    static int Days(Section row, string key) => row.Has(key) ? row.Number(key) : 0;
}
