using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Pages;

/// <summary>Who is signed in to the pages. The cookie names a credential and holds no key: it is worth nothing once the credential is revoked, rotated or
/// over.</summary>
/// <param name="Token">Comes back with every form: what another site makes the browser send does not know it.</param>
public readonly record struct Session(Presented Who, string Token);

/// <summary>Makes and reads the cookie of a session, signed with a key of this registry, so that every process of it knows who is signed in; or else of this process.</summary>
sealed class Sessions(Keys keys, IGrains grains, ConsentGrainsWebOptions options, TimeProvider clock)
{
    // The prefix makes browsers insist: Secure, for this host alone, for every path.
    const string Cookie = "__Host-consent";
    const int KeyBytes = 32;
    const int Parts = 4;
    readonly string ofProvider = "oidc-" + options.Oidc?.Digest;
    readonly byte[] key = options.ReceiptKey is { } known ? HMACSHA256.HashData(known, "pages.session.v1"u8) : RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Signs in with a key of the API.</summary>
    /// <returns>Null; or why not.</returns>
    public Problem? SignIn(HttpContext http, string secret)
    {
        http.Request.Headers.Authorization = "Bearer " + secret.Trim();
        if (keys.Identify(http.Request, out var who) is { } problem) return problem;
        var expires = clock.GetUtcNow().AddHours(Limits.SessionHours).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(who.Credential))}.{expires}.{Generation(grains.Directory.Credentials[who.Credential])}";
        http.Response.Cookies.Append(Cookie, $"{body}.{Sign(body)}", Options());
        return null;
    }

    /// <summary>Signs in whom an OpenID provider named, for the roles it gave him.</summary>
    public void SignIn(HttpContext http, Presented person)
    {
        var expires = clock.GetUtcNow().AddHours(Limits.OidcSessionHours).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(person))}.{expires}.{ofProvider}";
        http.Response.Cookies.Append(Cookie, $"{body}.{Sign(body)}", Options());
    }

    public static void SignOut(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options());

    /// <summary>Null: nobody is signed in.</summary>
    public Session? Find(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { } cookie || cookie.Split('.') is not { Length: Parts } parts) return null;
        var body = cookie[..cookie.LastIndexOf('.')];
        if (!Equal(Sign(body), parts[^1]) || !Base64Url.IsValid(parts[0])) return null;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var expires) || expires <= clock.GetUtcNow().ToUnixTimeSeconds()) return null;
        // Another provider, or other roles by the same words, and everybody signs in anew.
        if (options.Oidc is not null && parts[2] == ofProvider) return new Session(JsonSerializer.Deserialize<Presented>(Base64Url.DecodeFromChars(parts[0])), Sign("form " + cookie));
        var id = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
        if (!grains.Directory.Credentials.TryGetValue(id, out var credential) || credential.Revoked || Generation(credential) != parts[2]) return null;
        return credential.Until < Instant.From(clock.GetUtcNow()).Day ? null : new Session(Presented.Of(credential), Sign("form " + cookie));
    }

    public static bool Equal(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    /// <summary>Changes when the key is rotated.</summary>
    static string Generation(Credential credential) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Hash)).AsSpan(0, 8));

    string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
