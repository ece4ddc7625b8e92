using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.SupplyPoints;

/// <summary>The file of holidays against 国民の祝日に関する法律, worked out a second time from its articles.</summary>
public sealed class HolidayTests
{
    static readonly BusinessCalendar Calendar = SwitchingFiles.BuiltIn().Calendar;

    [Fact]
    public void The_calendar_has_every_year_from_2024_to_2028() =>
        (Calendar.First, Calendar.Last).ShouldBe((new DateOnly(2024, 1, 1), new DateOnly(2028, 12, 31)));

    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    [InlineData(2027)]
    [InlineData(2028)]
    public void A_year_has_the_holidays_of_the_law_and_no_others(int year)
    {
        var law = HolidaysOf(year);
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
            Calendar.HolidayOn(day)?.Name.ShouldBe(law.GetValueOrDefault(day), day.ToString("O", null));
        law.Keys.ShouldAllBe(day => Calendar.HolidayOn(day) != null);
    }

    [Theory]
    [InlineData("2026-09-18", true)] // Friday
    [InlineData("2026-09-19", false)] // Saturday
    [InlineData("2026-09-21", false)] // 敬老の日
    [InlineData("2026-09-22", false)] // between two holidays
    [InlineData("2026-05-06", false)] // instead of Sunday, May 3
    [InlineData("2026-12-31", true)] // no holiday of the law
    public void A_business_day_is_neither_weekend_nor_holiday(string day, bool business) =>
        Calendar.IsBusinessDay(DateOnly.Parse(day, null)).ShouldBe(business);

    [Theory]
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-29", false)]
    [InlineData("2027-01-01", false)]
    [InlineData("2027-01-04", true)]
    public void Where_an_operator_is_closed_at_the_end_of_the_year_those_days_do_not_count(string day, bool business) =>
        Calendar.IsBusinessDay(DateOnly.Parse(day, null), closedAtYearEnd: true).ShouldBe(business);

    [Theory]
    [InlineData("2026-09-18", 0, "2026-09-18")]
    [InlineData("2026-09-18", 1, "2026-09-24")] // over the five days of silver week
    [InlineData("2026-04-28", 1, "2026-04-30")]
    [InlineData("2026-04-30", 2, "2026-05-07")]
    [InlineData("2027-12-30", 2, "2028-01-03")]
    [InlineData("2028-12-29", 1, null)] // 2029 is not known
    [InlineData("2023-12-29", 1, null)]
    public void Business_days_are_counted_without_the_day_they_start_from(string from, int days, string? reached) =>
        Calendar.After(DateOnly.Parse(from, null), days)?.ToString("yyyy-MM-dd", null).ShouldBe(reached);

    static Dictionary<DateOnly, string> HolidaysOf(int year)
    {
        var days = new Dictionary<DateOnly, string>
        {
            [new(year, 1, 1)] = "元日",
            [Monday(year, 1, 2)] = "成人の日",
            [new(year, 2, 11)] = "建国記念の日",
            [new(year, 2, 23)] = "天皇誕生日",
            [Equinox(year, 3, 20.8431)] = "春分の日",
            [new(year, 4, 29)] = "昭和の日",
            [new(year, 5, 3)] = "憲法記念日",
            [new(year, 5, 4)] = "みどりの日",
            [new(year, 5, 5)] = "こどもの日",
            [Monday(year, 7, 3)] = "海の日",
            [new(year, 8, 11)] = "山の日",
            [Monday(year, 9, 3)] = "敬老の日",
            [Equinox(year, 9, 23.2488)] = "秋分の日",
            [Monday(year, 10, 2)] = "スポーツの日",
            [new(year, 11, 3)] = "文化の日",
            [new(year, 11, 23)] = "勤労感謝の日",
        };
        foreach (var sunday in days.Keys.Where(d => d.DayOfWeek == DayOfWeek.Sunday).ToList()) days[NextFree(days, sunday)] = "休日";
        foreach (var day in days.Keys.Where(d => days.ContainsKey(d.AddDays(2)) && !days.ContainsKey(d.AddDays(1))).ToList())
            if (day.AddDays(1).DayOfWeek != DayOfWeek.Sunday) days[day.AddDays(1)] = "休日";
        return days;
    }

    static DateOnly NextFree(Dictionary<DateOnly, string> days, DateOnly from)
    {
        while (days.ContainsKey(from)) from = from.AddDays(1);
        return from;
    }

    static DateOnly Monday(int year, int month, int nth)
    {
        var day = new DateOnly(year, month, 1);
        while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(1);
        return day.AddDays((nth - 1) * 7);
    }

    /// <summary>The formula in common use for 1980 to 2099.</summary>
    static DateOnly Equinox(int year, int month, double start) =>
        new(year, month, (int)(start + (0.242194 * (year - 1980)) - ((year - 1980) / 4)));
}
