using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConsentGrains.Web.Http;

/// <summary>Whether the sender takes application/json (RFC 9110, 12.5.1).</summary>
static class Accepts
{
    public static bool Json(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept is [null or "" or "*/*" or "application/json"]) return true;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return false;
        foreach (var range in ranges)
            if (range.Quality is not 0 && Covers(range)) return true;
        return false;
    }

    static bool Covers(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes
        || (range.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)));
}
