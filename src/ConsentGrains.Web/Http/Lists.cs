using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>Lists as every one is answered: `results`, and `next` where there is more.</summary>
static class Lists
{
    /// <param name="all">In any order; they are answered in the ordinal order of their keys.</param>
    /// <param name="filters">Further query parameters that <paramref name="all"/> was made with.</param>
    public static async ValueTask<Problem?> SendAsync<T>(
        HttpContext http, IEnumerable<T> all, Func<T, string> key, Action<Utf8JsonWriter, T> fields, params string[] filters)
    {
        if (Page.Read(http.Request, out var page, filters) is { } wrong) return wrong;
        var after = all.Select(one => (Key: key(one), One: one))
            .Where(one => page.After is null || string.CompareOrdinal(one.Key, page.After) > 0)
            .OrderBy(one => one.Key, StringComparer.Ordinal).Take(page.Limit + 1).ToList();
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", after.Take(page.Limit), (json, one) => fields(json, one.One));
        if (after.Count > page.Limit) reply.Writer.WriteString("next", Page.CursorAfter(after[page.Limit - 1].Key));
        reply.Writer.WriteEndObject();
        await reply.SendAsync(http, StatusCodes.Status200OK);
        return null;
    }
}
