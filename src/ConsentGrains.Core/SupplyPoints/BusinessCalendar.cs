using System.Collections.Frozen;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>営業日: neither Saturday nor Sunday nor a holiday (国民の祝日に関する法律), for the years the holidays are known of.</summary>
/// <param name="first">The first day known.</param>
/// <param name="last">The last day known; before <paramref name="first"/> where none is.</param>
public sealed class BusinessCalendar(DateOnly first, DateOnly last, IEnumerable<Holiday> holidays)
{
    readonly FrozenDictionary<DateOnly, Holiday> byDay = holidays.ToFrozenDictionary(h => h.Day);

    public static BusinessCalendar Empty { get; } = new(DateOnly.MaxValue, DateOnly.MinValue, []);

    public DateOnly First => first;

    public DateOnly Last => last;

    public bool Knows(DateOnly day) => first <= day && day <= last;

    /// <summary>Null where it is none.</summary>
    public Holiday? HolidayOn(DateOnly day) => byDay.GetValueOrDefault(day);

    /// <param name="closedAtYearEnd">December 29 to January 3 do not count.</param>
    public bool IsBusinessDay(DateOnly day, bool closedAtYearEnd = false) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !byDay.ContainsKey(day) && !(closedAtYearEnd && IsYearEnd(day));

    /// <summary>The day that many business days after another, which is not counted; the day itself for none. Null where it, or a day on the way, is not known.</summary>
    public DateOnly? After(DateOnly day, int businessDays, bool closedAtYearEnd = false)
    {
        for (var left = businessDays; left > 0;)
        {
            if (!Knows(day) || day == DateOnly.MaxValue) return null;
            day = day.AddDays(1);
            if (IsBusinessDay(day, closedAtYearEnd)) left--;
        }

        return Knows(day) ? day : null;
    }

    static bool IsYearEnd(DateOnly day) => day is { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 };
}

public sealed record Holiday(DateOnly Day, string Name);
