using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http.Pages;

/// <summary>Whether an answer is wanted as JSON or as a page: `format` decides, then `Accept`.</summary>
static class PageFormat
{
    public const string Name = "format";

    public static Dictionary<string, string> Described { get; } =
        new(StringComparer.Ordinal) { [Name] = "`html` for a page to read or print, `json`; left out, Accept decides." };

    /// <summary>Null where it can be told.</summary>
    public static Problem? Read(HttpRequest request, out bool page)
    {
        page = false;
        switch (new Query(request.Query).Text(Name))
        {
            case null: page = Accepts.Page(request); return null;
            case "html": page = true; return null;
            case "json": return null;
            default: return Query.Wrong(Name, FaultCode.WordUnknown, "must be html or json");
        }
    }
}
