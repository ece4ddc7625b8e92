using System.Globalization;
using ConsentGrains.Core;

namespace ConsentGrains.Web.Http;

/// <summary>Moments on the wire: RFC 3339 with an offset.</summary>
static class Times
{
    public const string Wanted = "must be a moment as in RFC 3339, with its offset: 2026-11-21T12:00:00+09:00";

    // Beyond it there is no moment of Japan to answer with.
    const int LastYear = 9998;

    static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static Instant? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.UtcDateTime.Year <= LastYear
            ? Instant.From(time) : null;
}
