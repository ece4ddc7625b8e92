using System.Globalization;
using ConsentGrains.Core;

namespace ConsentGrains.Web.Pages;

/// <summary>Moments and days as pages show them: in Japan, to the second.</summary>
static class Moments
{
    public static string Of(Instant moment) => moment.ToJapanTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>From when until when; open at the end where it is not over.</summary>
    public static string Of(Instant from, Instant? until) => $"{Of(from)} – {(until is { } end ? Of(end) : "")}";
}
