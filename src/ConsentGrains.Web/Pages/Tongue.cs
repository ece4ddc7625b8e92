using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Pages;

/// <summary>The language pages speak: Japanese unless the reader chose English.</summary>
public readonly record struct Tongue(bool English)
{
    const string Cookie = "consent-language";

    public string Lang => English ? "en" : "ja";

    public string Of(string japanese, string english) => English ? english : japanese;

    public string Of((string Ja, string En) text) => Of(text.Ja, text.En);

    public static Tongue Of(HttpRequest request) => new(request.Cookies[Cookie] == "en");

    public static void Choose(HttpContext http, string language) => http.Response.Cookies.Append(
        Cookie, language == "en" ? "en" : "ja",
        new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = TimeSpan.FromDays(Limits.LanguageDays) });
}
