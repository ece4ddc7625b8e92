using System.Text;
using ConsentGrains.Core.Audits;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.Incidents;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Audits;

public sealed class AuditReportTests
{
    static readonly DateOnly First = new(2026, 4, 1), Last = new(2026, 4, 30), Later = new(2026, 5, 10);

    [Fact]
    public void The_same_done_by_the_same_key_is_one_line_with_a_count()
    {
        var report = Builder();
        report.Decided("els", "key-1", "use", null);
        report.Decided("els", "key-1", "use", null);
        report.Decided("els", "key-1", "use", "stopped");
        report.Read("els", "key-1", "customer");
        report.Changed("els", null, "stop.ordered.v1");
        report.Looked("els", "key-1", "customer", "enquiry");
        Lines(report, l => l.Part <= AuditPart.Changed).ShouldBe(
        [
            "permitted els key-1 decide use  2", "denied els key-1 decide use stopped 1", "read els key-1 decide customer  1",
            "looked els key-1 decide customer enquiry 1", "changed els   stop.ordered.v1  1",
        ]);
    }

    [Fact]
    public void However_many_keys_there_are_the_report_is_bounded_and_counts_them_all()
    {
        var report = Builder();
        for (var i = 0; i < Core.Limits.AuditLines + 7; i++) report.Read("els", $"key-{i}", "customer");
        var lines = report.Finish().Lines.Where(l => l.Part == AuditPart.Read).ToList();
        lines.Count.ShouldBe(Core.Limits.AuditLines + 1);
        (lines.Sum(l => l.Count), lines.Single(l => l.Key == AuditReportBuilder.Others).Count).ShouldBe((Core.Limits.AuditLines + 7, 7));
    }

    [Fact]
    public void A_contractor_not_looked_at_in_time_is_in_it_until_the_entry_ends()
    {
        var looked = Sample.After(Sample.Directory, new DirectoryCommand.RecordSupervision("ent-1", new(First, "audit", "to-improve", new(2026, 5, 9), null)));
        Lines(Builder(looked), l => l.Part == AuditPart.SupervisionOverdue).ShouldBe(["supervision-overdue els   partner-a to-improve 1"]);
        Lines(Builder(Sample.After(looked, new DirectoryCommand.EndEntrustment("ent-1", new(2026, 5, 9)))), l => l.Part == AuditPart.SupervisionOverdue).ShouldBeEmpty();
        Lines(new AuditReportBuilder(First, Last, new(2026, 5, 9), looked), l => l.Part == AuditPart.SupervisionOverdue).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "open")]
    [InlineData("2026-04-06", "late")]
    [InlineData("2026-04-05", null)]
    public void A_clock_is_missed_where_its_last_day_passed_before_it_was_done(string? done, string? missed)
    {
        var incident = Incident.Opened("ELS-EL", Incident.Plain with { Cases = [LeakCase.Sensitive] });
        if (done is not null) incident = incident with { Ends = incident.Ends.Add(ClockKind.FirstReport, new(ClockEndKind.Done, DateOnly.ParseExact(done, "yyyy-MM-dd"), "文書", null)) };
        var report = Builder(Incident.Registry);
        report.Incident("i-1", incident);
        Lines(report, l => l.Part == AuditPart.ClockMissed && l.What == "first-report").ShouldBe(missed is null ? [] : [$"clock-missed els   first-report {missed} 1"]);
    }

    [Fact]
    public void A_clock_whose_day_lies_outside_the_period_is_another_reports()
    {
        var report = new AuditReportBuilder(new(2026, 4, 6), Last, Later, Incident.Registry);
        report.Incident("i-1", Incident.Opened("ELS-EL", Incident.Plain with { Cases = [LeakCase.Sensitive] }));
        report.Finish().Lines.Where(l => l.Part == AuditPart.ClockMissed).Select(l => l.What).ShouldBe(["final-report"]);
    }

    [Fact]
    public void What_the_policies_lack_is_in_every_report() =>
        Builder().Finish().Lines.ShouldContain(l => l.Part == AuditPart.Finding && l.What == "transmission-unnamed" && l.Party == "emana");

    [Fact]
    public void As_csv_it_opens_in_a_spreadsheet_and_nothing_in_it_is_carried_out()
    {
        var report = Builder();
        report.Read("els", "=cmd", "a,\"b\"");
        var csv = AuditDocument.Csv(report.Finish());
        csv[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(csv).ShouldContain("read,els,'=cmd,,\"a,\"\"b\"\"\",,,1,,2026-04-01,2026-04-30\r\n");
    }

    static AuditReportBuilder Builder(DirectoryState? directory = null) => new(First, Last, Later, directory ?? Sample.Directory);

    static string[] Lines(AuditReportBuilder report, Func<AuditLine, bool> sought) =>
        [.. report.Finish().Lines.Where(sought).Select(l => $"{Wire.Name(l.Part)} {l.Party} {l.Key} {l.Roles} {l.What} {l.Reason} {l.Count}")];
}
