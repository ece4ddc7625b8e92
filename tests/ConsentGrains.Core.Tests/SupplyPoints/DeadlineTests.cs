using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Policies;
using ConsentGrains.Policies.Reading;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class DeadlineTests
{
    static readonly SwitchingTimes Times = SwitchingFiles.BuiltIn();
    static readonly SupplyPointNumber Chugoku = new("0700000000000000000001");
    static readonly DirectoryState Directory = Points.Directory with { Switching = Times };

    [Theory]
    [InlineData("gtdo-07", "low", false, "2026-04-01", "2026-04-04")] // 1 business day and 2 days
    [InlineData("gtdo-07", "low", false, "2026-04-03", "2026-04-08")] // over a weekend
    [InlineData("gtdo-07", "low", false, "2026-05-01", "2026-05-09")] // over the holidays of May
    [InlineData("gtdo-07", "low", true, "2026-04-01", "2026-04-15")]
    [InlineData("gtdo-07", "high-small", false, "2026-04-01", "2026-04-13")]
    [InlineData("gtdo-07", "high-small", true, "2026-04-01", "2026-04-30")]
    [InlineData("gtdo-07", "high-large", false, "2026-04-01", "2026-04-15")]
    [InlineData("gtdo-07", "high-large", true, "2026-04-01", "2026-05-19")]
    [InlineData("gtdo-08", "high-small", false, "2026-04-01", "2026-04-13")]
    [InlineData("gtdo-08", "high-small", true, "2026-04-01", "2026-04-22")]
    [InlineData("gtdo-08", "high-large", false, "2026-04-01", "2026-04-15")]
    [InlineData("gtdo-08", "high-large", true, "2026-04-01", "2026-05-06")]
    public void The_earliest_switching_day_follows_the_operators_own_table(string gtdo, string voltage, bool meterWork, string matched, string earliest)
    {
        var period = Times.Period(gtdo, Wire.Find<VoltageClass>(voltage), meterWork)!;
        Times.EarliestDay(period, DateOnly.Parse(matched, null)).ShouldBe(DateOnly.Parse(earliest, null));
        period.Source.ShouldContain("https://");
    }

    [Fact]
    public void The_last_day_for_matching_is_the_last_that_is_early_enough()
    {
        foreach (var period in Times.Periods)
            for (var on = new DateOnly(2026, 4, 1); on < new DateOnly(2027, 4, 1); on = on.AddDays(1))
            {
                var last = Times.LastMatching(period, on)!.Value;
                (Times.EarliestDay(period, last) <= on).ShouldBeTrue($"{period} {on}");
                (Times.EarliestDay(period, last.AddDays(1)) > on).ShouldBeTrue($"{period} {on}");
            }
    }

    [Theory]
    [InlineData("gtdo-03", "low")]
    [InlineData("gtdo-08", "low")]
    [InlineData("gtdo-07", null)]
    public void A_row_that_is_not_there_is_not_taken_from_another(string gtdo, string? voltage) =>
        Times.Period(gtdo, voltage is null ? null : Wire.Find<VoltageClass>(voltage), false).ShouldBeNull();

    [Fact]
    public void An_application_for_a_day_has_a_last_day_for_matching_and_lapses_after_it()
    {
        var applied = Applied(new(2026, 4, 15));
        applied.Switch!.MatchBy.ShouldBe(new DateOnly(2026, 4, 12)); // a Sunday: the business day after it is the 13th
        Deadlines.LapsesAt(applied).ShouldBe(Instant.StartOf(new(2026, 4, 13)));
        Deadlines.EarliestDay(applied, Times, Points.Now).ShouldBe(new DateOnly(2026, 4, 4));
    }

    [Fact]
    public void An_application_for_no_day_never_lapses_by_itself() => Deadlines.LapsesAt(Points.Applied).ShouldBeNull();

    [Theory]
    [InlineData("2026-04-04", null)]
    [InlineData("2026-04-03", RefusalCode.SwitchingDayTooSoon)]
    [InlineData("2029-01-10", RefusalCode.CalendarUnknown)]
    public void A_day_before_the_standard_period_is_refused(string on, RefusalCode? code) =>
        Refused(VoltageClass.Low, DateOnly.Parse(on, null))?.Code.ShouldBe(code!.Value);

    [Fact]
    public void A_day_beyond_the_calendar_is_refused()
    {
        Refused(VoltageClass.Low, new(2029, 1, 10))!.Code.ShouldBe(RefusalCode.CalendarUnknown);
        Refused(VoltageClass.Low, new(2026, 4, 3))!.ShouldBe(new Refusal(RefusalCode.SwitchingDayTooSoon, "on", "2026-04-04"));
        Refused(null, new(2026, 4, 30))!.ShouldBe(new Refusal(RefusalCode.StandardPeriodUnknown, "on", "gtdo-07, voltage not recorded, without meter work"));
    }

    [Theory]
    [InlineData("operators: [{gtdo: gtdo-07, source: s, title: t, rows: [{voltage: low, quote: q}]}]")]
    [InlineData("operators: [{gtdo: gtdo-07, source: s, title: t, rows: [{voltage: lowest, business-days: 1, quote: q}]}]")]
    [InlineData("operators: [{gtdo: gtdo-07, source: s, title: t, rows: [{voltage: low, business-days: -1, quote: q}]}]")]
    [InlineData("operators: [{gtdo: gtdo-07, title: t, rows: [{voltage: low, business-days: 1, quote: q}]}]")]
    [InlineData("operators: [{gtdo: gtdo-07, source: s, title: t, rows: [{voltage: low, business-days: 1, quote: q}, {voltage: low, business-days: 2, quote: q}]}]")]
    public void A_malformed_table_is_refused(string text) => Should.Throw<PolicyRefusedException>(() => SwitchingReading.Read(text, "x.yaml"));

    [Theory]
    [InlineData("years: [{year: 2026, equinoxes: e, days: {\"2027-01-01\": 元日}}]")]
    [InlineData("years: [{year: 2026, equinoxes: e, days: {\"2026-01-01\": 元日}}, {year: 2028, equinoxes: e, days: {\"2028-01-01\": 元日}}]")]
    [InlineData("years: [{year: 2026, days: {\"2026-01-01\": 元日}}]")]
    public void A_malformed_calendar_is_refused(string text) => Should.Throw<PolicyRefusedException>(() => HolidayReading.Read(text, "x.yaml"));

    static SupplyPointState Applied(DateOnly on)
    {
        var state = Registered(VoltageClass.Low);
        foreach (var command in new SupplyPointCommand[] { Points.Apply with { On = on }, new OpenSwitch(state.Version + 1) })
            state = SupplyPointRules.Evolve(
                state, SupplyPointRules.Decide(state, Chugoku, command, command.IsStep ? Issuer.Registry : Points.Anyone, Directory, Points.Now).Events.Single(), Points.Now);
        return state;
    }

    static Refusal? Refused(VoltageClass? voltage, DateOnly on) =>
        SupplyPointRules.Decide(Registered(voltage), Chugoku, Points.Apply with { On = on }, Points.Anyone, Directory, Points.Now).Refusal;

    static SupplyPointState Registered(VoltageClass? voltage) => SupplyPointRules.Evolve(
        SupplyPointState.Unknown,
        SupplyPointRules.Decide(SupplyPointState.Unknown, Chugoku, new Register(Customer: Points.Els, Since: new(2026, 1, 1), Voltage: voltage), Points.Anyone, Directory, Points.Now).Events.Single(),
        Points.Now);
}
