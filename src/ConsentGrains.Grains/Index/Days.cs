using System.Globalization;
using ConsentGrains.Core;

namespace ConsentGrains.Grains.Index;

/// <summary>Days as the index keeps them: texts whose order is theirs.</summary>
static class Days
{
    const string Format = "yyyy-MM-dd";

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);

    /// <summary>What has a last day is over when the next one begins; null for the last day there is.</summary>
    public static Instant? Over(DateOnly last) => last == DateOnly.MaxValue ? null : Instant.StartOf(last.AddDays(1));
}
