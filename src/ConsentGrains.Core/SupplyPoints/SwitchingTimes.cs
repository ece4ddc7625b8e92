using System.Collections.Frozen;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>標準期間: how many days a transmission operator takes from matching to the switching day, read from a reviewed data file. Whatever
/// no row says is not known, and nothing is guessed in its place.</summary>
/// <param name="periods">At most one per operator, voltage class and meter work.</param>
public sealed class SwitchingTimes(BusinessCalendar calendar, IReadOnlyList<StandardPeriod> periods)
{
    readonly FrozenDictionary<(string, VoltageClass, bool), StandardPeriod> rows = periods.ToFrozenDictionary(p => (p.Gtdo, p.Voltage, p.MeterWork));

    /// <summary>Knows nothing: every day that depends on it is refused.</summary>
    public static SwitchingTimes None { get; } = new(BusinessCalendar.Empty, []);

    public BusinessCalendar Calendar => calendar;

    public IReadOnlyList<StandardPeriod> Periods => periods;

    /// <summary>Null where no row says.</summary>
    public StandardPeriod? Period(string gtdo, VoltageClass? voltage, bool meterWork) =>
        voltage is { } known && rows.TryGetValue((gtdo, known, meterWork), out var row) ? row : null;

    /// <summary>The first day a switch matched on a day can take place; null where the calendar does not reach.</summary>
    public DateOnly? EarliestDay(StandardPeriod period, DateOnly matched) =>
        calendar.After(matched, period.BusinessDays, period.ClosedAtYearEnd)?.AddDays(period.CalendarDays);

    /// <summary>The last day on which a switch wished for a day can be matched; null where the calendar does not reach.</summary>
    public DateOnly? LastMatching(StandardPeriod period, DateOnly on)
    {
        // The earliest switching day never falls as the day of matching rises: the first day back that is early enough is the last one.
        for (var day = on.AddDays(-period.CalendarDays); ; day = day.AddDays(-1))
        {
            if (EarliestDay(period, day) is not { } earliest) return null;
            if (earliest <= on) return day;
        }
    }
}

/// <param name="Gtdo">`gtdo-07`.</param>
/// <param name="BusinessDays">Counted first, the day of matching not included.</param>
/// <param name="CalendarDays">Added to them.</param>
/// <param name="ClosedAtYearEnd">December 29 to January 3 are no business days there.</param>
/// <param name="Source">Where the operator publishes it.</param>
public sealed record StandardPeriod(
    string Gtdo, VoltageClass Voltage, bool MeterWork, int BusinessDays, int CalendarDays, bool ClosedAtYearEnd, string Source);
