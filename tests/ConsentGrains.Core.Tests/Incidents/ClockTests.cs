using ConsentGrains.Core.Incidents;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Tests.Incidents.Incident;

namespace ConsentGrains.Core.Tests.Incidents;

/// <summary>Every clock that runs, in every kind of case (EDGE-31). The day of knowing is day 1.</summary>
public sealed class ClockTests
{
    [Fact]
    public void Emana_runs_its_own_clocks_whatever_the_law_asks() => Told(Opened("EMANA", Plain with { Kind = IncidentKind.Loss })).ShouldBe("""
        report-at-once 総務省 2026-04-01
        notify-principals 本人 2026-04-03
        publish 公表 2026-04-03
        """);

    [Fact]
    public void All_clocks_run_together_the_earliest_first() =>
        Told(Opened("EMANA", Plain with { Cases = [LeakCase.ImproperPurpose, LeakCase.Sensitive], Headcount = 5_000, Secrecy = true })).ShouldBe("""
            report-at-once 総務省 2026-04-01
            secrecy-first 総合通信局（総務省） 2026-04-01
            first-report 総務省 2026-04-03 2026-04-05
            notify-principals 本人 2026-04-03
            publish 公表 2026-04-03
            secrecy-detailed 総合通信局（総務省） 2026-04-30 2026-04-30
            final-report 総務省 2026-06-01 2026-06-01
            """);

    [Fact]
    public void Electricity_reports_to_the_commission_and_never_under_article_28() =>
        Told(Opened("ELS-EL", Plain with { Cases = [LeakCase.Property], Secrecy = true })).ShouldBe("""
            first-report 個人情報保護委員会 2026-04-03 2026-04-05
            notify-principals 本人 2026-04-03
            final-report 個人情報保護委員会 2026-04-30 2026-04-30
            """);

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 3)]
    [InlineData(null, 0)]
    public void A_thousand_principals_are_no_case_and_one_more_is(int? headcount, int clocks) =>
        Clocks(Opened("ELS-EL", Plain with { Headcount = headcount })).Count.ShouldBe(clocks);

    [Fact]
    public void What_is_strongly_encrypted_is_no_case_but_the_policys_own_clocks_run()
    {
        Clocks(Opened("ELS-EL", Plain with { Cases = [LeakCase.Sensitive], Headcount = 5_000, Encrypted = true })).ShouldBeEmpty();
        Clocks(Opened("EMANA", Plain with { Cases = [LeakCase.Sensitive], Encrypted = true })).Select(c => c.Kind).ShouldBe([ClockKind.ReportAtOnce, ClockKind.NotifyPrincipals, ClockKind.Publish]);
    }

    [Fact]
    public void A_contractor_tells_who_entrusted_him_in_place_of_the_authority() =>
        Clocks(Opened("ELS-TEL", Plain with { Cases = [LeakCase.Property], Entrustor = "iehl-kanto" })).Select(c => $"{c.Kind} {c.Authority}").ShouldBe(["NotifyEntrustor iehl-kanto"]);

    [Fact]
    public void Notice_to_the_principals_is_one_clock_with_both_sources() =>
        Clocks(Opened("EMANA", Plain with { Cases = [LeakCase.Sensitive] })).Single(c => c.Kind == ClockKind.NotifyPrincipals)
            .Sources.ShouldBe(["EMANA-11-BR1", "個人情報保護法26条2項", "個人情報保護法施行規則10条"]);

    [Fact]
    public void More_than_a_thousand_users_of_a_designated_carrier_are_reported_under_article_28_too()
    {
        Clocks(Opened("NTTW", Plain with { Headcount = 1_001 })).ShouldContain(c => c.Kind == ClockKind.SecrecyDetailed);
        Clocks(Opened("ELS-TEL", Plain with { Headcount = 1_001 })).ShouldNotContain(c => c.Kind == ClockKind.SecrecyDetailed);
    }

    [Theory]
    [InlineData("2026-04-01", "2026-04-30")] // A Thursday.
    [InlineData("2026-04-05", "2026-05-07")] // Day 30 is Monday 05-04, and three holidays follow.
    [InlineData("2026-12-01", "2027-01-04")] // Day 30 is 12-30: public offices are closed to 01-03.
    [InlineData("2026-05-02", "2026-06-01")] // Day 30 is a Sunday.
    public void Only_the_final_report_waits_for_the_next_open_day(string known, string last)
    {
        var day = DateOnly.Parse(known, null);
        var state = Opened("ELS-TEL", Plain with { Cases = [LeakCase.Property], Secrecy = true }) with { Known = day };
        Clocks(state).Single(c => c.Kind == ClockKind.FinalReport).Overdue.ShouldBe(DateOnly.Parse(last, null));
        Clocks(state).Single(c => c.Kind == ClockKind.SecrecyDetailed).Overdue.ShouldBe(day.AddDays(29));
    }

    [Fact]
    public void A_later_assessment_changes_which_clocks_run()
    {
        var state = Opened("ELS-EL");
        Clocks(state).ShouldBeEmpty();
        state = After(state, new IncidentCommand.Assess(Plain with { Headcount = 1_001 }, Said));
        Clocks(state).Select(c => c.Kind).ShouldBe([ClockKind.FirstReport, ClockKind.NotifyPrincipals, ClockKind.FinalReport]);
    }
}
