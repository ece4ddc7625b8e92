using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http.Pages;

/// <summary>A page that is read or printed: Japanese first, English after it, one style sheet, no script, nothing from elsewhere.</summary>
static class PrintPage
{
    const string Style = """
        body{font-family:"Hiragino Sans","Noto Sans JP","Yu Gothic",Meiryo,sans-serif;line-height:1.6;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#111}
        h1{font-size:1.5rem;margin-bottom:0}h2{font-size:1.15rem;margin-top:2rem;border-bottom:2px solid #111}
        .en{color:#444;font-size:.85em}table{border-collapse:collapse;width:100%;margin:.5rem 0}
        th,td{border:1px solid #888;padding:.3rem .5rem;text-align:left;vertical-align:top;font-size:.9rem;overflow-wrap:anywhere}
        th{background:#eee}dl{display:grid;grid-template-columns:14rem 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
        section{break-inside:avoid}.yes{font-weight:600}.no{color:#666}
        @media print{body{margin:0;max-width:none;font-size:9pt}thead{display:table-header-group}tr{break-inside:avoid}@page{margin:15mm}}
        """;

    static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Markup Begin(string japanese, string english)
    {
        var page = new Markup();
        page.Add($"<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{japanese}</title>");
        page.Trusted("<style>").Trusted(Style).Trusted("</style>");
        return page.Add($"</head><body><header><h1>{japanese}</h1><p class=\"en\" lang=\"en\">{english}</p></header>\n");
    }

    /// <summary>A heading of a part, in both languages.</summary>
    public static Markup Part(this Markup page, string japanese, string english) =>
        page.Add($"<h2>{japanese} <span class=\"en\" lang=\"en\">{english}</span></h2>\n");

    /// <summary>A row of a list of facts; nothing where there is no value.</summary>
    public static Markup Fact(this Markup page, string japanese, string english, string? value) =>
        value is null ? page : page.Add($"<dt>{japanese} <span class=\"en\" lang=\"en\">{english}</span></dt><dd>{value}</dd>\n");

    public static async ValueTask SendAsync(HttpContext http, Markup page)
    {
        page.Add($"</body></html>\n");
        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        var response = http.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        await response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
