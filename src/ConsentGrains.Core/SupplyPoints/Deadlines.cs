namespace ConsentGrains.Core.SupplyPoints;

/// <summary>The days that follow from the standard periods (標準期間).</summary>
public static class Deadlines
{
    /// <summary>The first day on which the switch can take place if it was matched, or is matched today. Null where no row or no calendar says.</summary>
    public static DateOnly? EarliestDay(SupplyPointState state, SwitchingTimes times, Instant now) =>
        state.Switch is { } newest && times.Period(state.Gtdo, state.Voltage, newest.MeterWork) is { } period
            ? times.EarliestDay(period, (newest.Matched ?? now).Day)
            : null;

    /// <summary>The first moment at which a switch not yet matched lapses; null where it has no last day for matching.</summary>
    public static Instant? LapsesAt(SupplyPointState state) =>
        state.Switch is { Stage: SwitchStage.Applied or SwitchStage.JudgedOk, MatchBy: { } last } ? Instant.StartOf(last.AddDays(1)) : null;

    /// <summary>The last day for matching of a switch wished for a day.</summary>
    internal static DateOnly? MatchBy(DateOnly on, bool meterWork, SupplyPointState state, Checked check, DateOnly today)
    {
        var times = check.Directory.Switching;
        var period = times.Period(state.Gtdo, state.Voltage, meterWork);
        if (!check.That(period is not null, RefusalCode.StandardPeriodUnknown, "on", Row(state, meterWork))) return null;
        var known = times.Calendar.Knows(today) && times.Calendar.Knows(on);
        if (!check.That(known, RefusalCode.CalendarUnknown, "on", Checked.Day(times.Calendar.Knows(today) ? on : today))) return null;
        var earliest = times.EarliestDay(period!, today);
        if (!check.That(earliest <= on, RefusalCode.SwitchingDayTooSoon, "on", Checked.Day(earliest))) return null;
        return times.LastMatching(period!, on);
    }

    static string Row(SupplyPointState state, bool meterWork) =>
        $"{state.Gtdo}, {(state.Voltage is { } voltage ? Wire.Name(voltage) : "voltage not recorded")}, {(meterWork ? "with" : "without")} meter work";
}
