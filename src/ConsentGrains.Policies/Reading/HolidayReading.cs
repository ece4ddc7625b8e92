using System.Globalization;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads the file of Japanese holidays.</summary>
static class HolidayReading
{
    public const string FileName = "holidays.yaml";

    /// <exception cref="PolicyRefusedException">The file is malformed, or leaves out a year between others.</exception>
    public static BusinessCalendar Read(string text, string name)
    {
        var draft = new Draft(name);
        List<(int Year, List<Holiday> Days)> years = [];
        if (Section.Of(draft, "the file", NodeReader.Read(text, draft.Problems)) is { } file)
        {
            if (!file.Has("years")) file.Missing("years");
            years.AddRange(file.Sections("years", "a year").Select(section => Year(draft, section)));
            file.Finish(name);
        }

        for (var i = 1; i < years.Count; i++)
            if (years[i].Year != years[i - 1].Year + 1)
                draft.Problems.Add(PolicyProblemCode.BadValue, new(1, 1), $"{years[i].Year} follows {years[i - 1].Year}.", "List every year, in order.");
        return draft.Problems.Any || years.Count == 0
            ? throw new PolicyRefusedException(draft.Problems.All)
            : new(new(years[0].Year, 1, 1), new(years[^1].Year, 12, 31), years.SelectMany(y => y.Days));
    }

    static (int Year, List<Holiday> Days) Year(Draft draft, Section section)
    {
        var year = section.Number("year");
        section.Text("equinoxes");
        if (!section.Has("days")) section.Missing("days");
        List<Holiday> days = [];
        foreach (var entry in section.Entries("days"))
            if (DateOnly.TryParseExact(entry.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year == year)
                days.Add(new(day, (entry.Value as Node.Text)?.Value ?? ""));
            else
                draft.Problems.Add(PolicyProblemCode.BadDate, entry.Place, $"'{entry.Key}' is no day of {year}.", "Write a day of that year as YYYY-MM-DD.");
        section.Finish(year.ToString(CultureInfo.InvariantCulture));
        return (year, days);
    }
}
