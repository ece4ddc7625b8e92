using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>One page of a list: what comes after a cursor, at most so many. Cursors are opaque to clients.</summary>
readonly record struct Page(string? After, int Limit)
{
    /// <param name="filters">Further parameters the list knows.</param>
    public static Problem? Read(HttpRequest request, out Page page, params ReadOnlySpan<string> filters)
    {
        page = new Page(null, Limits.PageDefault);
        var query = new Query(request.Query);
        if (query.Check(["after", "limit", .. filters]) is { } wrong) return wrong;
        if (Cursor(query.Text("after"), out var after) is { } wrongCursor) return wrongCursor;
        if (Most(query.Text("limit"), out var limit) is { } wrongLimit) return wrongLimit;
        page = new Page(after, limit);
        return null;
    }

    public static string CursorAfter(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    public static Problem WrongCursor() => Query.Wrong("after", FaultCode.Invalid, "must be the `next` of a page before");

    static Problem? Most(string? text, out int limit)
    {
        limit = Limits.PageDefault;
        if (text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Limits.PageMost)) return null;
        return Query.Wrong("limit", FaultCode.Invalid, $"must be a number from 1 to {Limits.PageMost}");
    }

    static Problem? Cursor(string? text, out string? key)
    {
        key = null;
        if (text is null) return null;
        if (!Base64Url.IsValid(text)) return WrongCursor();
        key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return null;
    }
}
