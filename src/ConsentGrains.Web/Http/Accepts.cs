using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConsentGrains.Web.Http;

/// <summary>Whether the sender takes application/json (RFC 9110, 12.5.1).</summary>
static class Accepts
{
    /// <summary>Whether a page is wanted rather than JSON: text/html is named and application/json is not, or is wanted less.</summary>
    public static bool Page(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)) return false;
        var (page, json) = (0.0, 0.0);
        foreach (var range in ranges)
        {
            if (Is(range, "text", "html")) page = Math.Max(page, range.Quality ?? 1);
            if (Is(range, "application", "json") || Is(range, "application", "ld+json")) json = Math.Max(json, range.Quality ?? 1);
        }

        return page > json;
    }

    /// <summary>Whether text/event-stream is named.</summary>
    public static bool Events(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) && ranges.Any(range => Is(range, "text", "event-stream") && range.Quality is not 0);

    public static bool Json(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept is [null or "" or "*/*" or "application/json"]) return true;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return false;
        foreach (var range in ranges)
            if (range.Quality is not 0 && Covers(range)) return true;
        return false;
    }

    static bool Is(MediaTypeHeaderValue range, string type, string subType) =>
        range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) && range.SubType.Equals(subType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Who takes a report as lines of JSON takes JSON.</summary>
    static bool Covers(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes || Is(range, "application", "x-ndjson")
        || (range.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)));
}
