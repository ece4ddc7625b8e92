using ConsentGrains.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ConsentGrains.Web.Security.Oidc;

/// <summary>Puts ASP.NET's OpenID Connect before the pages, where a provider is set: code flow with PKCE, state and nonce in cookies sealed by this registry.</summary>
static class OidcSetUp
{
    public static void AddOidc(this IServiceCollection services, ConsentGrainsWebOptions options)
    {
        services.AddSingleton<OidcSignIn>();
        if (options.Oidc is not { } provider) return;
        services.AddDataProtection();
        // Nothing is kept with ASP.NET's own keys: cookies are sealed with the registry's, which every process has.
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new NoKeys());
        services.AddAuthentication().AddOpenIdConnect(OidcSignIn.Scheme, oidc => Configure(oidc, provider, options));
    }

    /// <summary>The host would ask every request, and each decision, who sends it; only the two paths of signing in have to do with this.</summary>
    public static void KeepOut(IApplicationBuilder app) => app.Properties["__AuthenticationMiddlewareSet"] = true;

    static void Configure(OpenIdConnectOptions oidc, OidcOptions provider, ConsentGrainsWebOptions options)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority.ToString(), provider.ClientId, provider.ClientSecret);
        // A provider on this machine may do without TLS; any other may not.
        oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        (oidc.UsePkce, oidc.SaveTokens, oidc.MapInboundClaims, oidc.GetClaimsFromUserInfoEndpoint) = (true, false, false, true);
        oidc.ClaimActions.MapUniqueJsonKey("preferred_username", "preferred_username");
        oidc.ClaimActions.MapJsonKey(provider.RolesClaim, provider.RolesClaim);
        // Its times are for browsers and providers: the machine's, not the registry's.
        oidc.TimeProvider = TimeProvider.System;
        oidc.CallbackPath = OidcSignIn.Callback;
        oidc.SignInScheme = OidcSignIn.Scheme + ".none";
        oidc.DataProtectionProvider = new Sealed(options, "pages.oidc.v1");
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.Always, true);
        oidc.Events.OnRedirectToIdentityProvider = context =>
        {
            if (options.PublicUrl is { } address) context.ProtocolMessage.RedirectUri = address + OidcSignIn.Callback;
            return Task.CompletedTask;
        };
        oidc.Events.OnTicketReceived = received => received.HttpContext.RequestServices.GetRequiredService<OidcSignIn>().ReceiveAsync(received);
        oidc.Events.OnRemoteFailure = failed => failed.HttpContext.RequestServices.GetRequiredService<OidcSignIn>().FailAsync(failed);
    }

    /// <summary>ASP.NET's way to seal, with the registry's key.</summary>
    sealed class Sealed(ConsentGrainsWebOptions options, string purpose) : IDataProtector
    {
        readonly PageSeal seal = new(options, purpose);

        public IDataProtector CreateProtector(string inner) => new Sealed(options, $"{purpose}/{inner}");

        public byte[] Protect(byte[] plaintext) => seal.CloseBytes(plaintext);

        public byte[] Unprotect(byte[] protectedData) => seal.OpenBytes(protectedData) ?? throw new System.Security.Cryptography.CryptographicException("sealed by another registry, or not at all");
    }

    /// <summary>Keys of ASP.NET's own that nobody uses: they are written nowhere.</summary>
    sealed class NoKeys : Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository
    {
        readonly System.Collections.Concurrent.ConcurrentQueue<System.Xml.Linq.XElement> kept = new();

        public IReadOnlyCollection<System.Xml.Linq.XElement> GetAllElements() => kept;

        public void StoreElement(System.Xml.Linq.XElement element, string friendlyName) => kept.Enqueue(element);
    }
}
