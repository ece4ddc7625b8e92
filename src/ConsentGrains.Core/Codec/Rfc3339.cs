using System.Globalization;

namespace ConsentGrains.Core.Codec;

/// <summary>Times of RFC 3339, which always say their offset.</summary>
static class Rfc3339
{
    // Beyond it there is no day in Japan to count by.
    const int LastYear = 9998;

    static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'",
    ];

    public static Instant? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.UtcDateTime.Year <= LastYear
            ? Instant.From(time)
            : null;
}
