using System.Security.Claims;
using ConsentGrains.Grains;
using ConsentGrains.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Security.Oidc;

/// <summary>Signing in to the pages with an OpenID provider: the protocol is ASP.NET's, who may what is decided here, and the session is that of every page.</summary>
sealed partial class OidcSignIn(Sessions sessions, PageWriter pages, IGrains grains, ConsentGrainsWebOptions options, ILogger<OidcSignIn> log)
{
    public const string Scheme = "oidc";
    public const string Path = "/sign-in/oidc";
    public const string Callback = Path + "/callback";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (options.Oidc is null) return;
        endpoints.MapGet(Path, (RequestDelegate)StartAsync);
        endpoints.MapGet(Callback, (RequestDelegate)BackAsync);
    }

    /// <summary>ASP.NET's part of it answers by <see cref="ReceiveAsync"/> or <see cref="FailAsync"/>.</summary>
    static async Task BackAsync(HttpContext http)
    {
        var handlers = http.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        if (await handlers.GetHandlerAsync(http, Scheme) is IAuthenticationRequestHandler handler) await handler.HandleRequestAsync();
    }

    Task StartAsync(HttpContext http) =>
        http.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = PageHouse.Local(http.Request.Query["to"]) });

    /// <summary>The provider's answer was good: who is it, and what may he?</summary>
    public async Task ReceiveAsync(TicketReceivedContext received)
    {
        received.HandleResponse();
        var http = received.HttpContext;
        if (PersonOf(received.Principal!, options.Oidc!, grains) is not { } person)
        {
            LogNoRole();
            await RefuseAsync(http, NoRole());
            return;
        }

        sessions.SignIn(http, person);
        LogSignedIn(person.Party, string.Join(' ', RoleNames.All.Where(name => person.Has(RoleNames.Find(name)))));
        // A redirection that began at another site would not carry the session: the next page is asked for by a page of ours.
        await pages.WriteAsync<SignedInPage>(http, new() { ["Frame"] = new Frame(null, Tongue.Of(http.Request), Path), ["To"] = PageHouse.Local(received.ReturnUri) });
    }

    /// <summary>The provider refused, or what came back is not what was sent for.</summary>
    public Task FailAsync(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        LogFailed(failed.Failure?.GetType().Name ?? "none");
        return RefuseAsync(failed.HttpContext, Failed());
    }

    /// <summary>Null: none of what he is gives a role. Nobody gets one by default, and the party must be registered.</summary>
    public static Presented? PersonOf(ClaimsPrincipal principal, OidcOptions provider, IGrains grains)
    {
        var values = principal.FindAll(provider.RolesClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var roles = RoleNames.Of([.. provider.Roles.Where(pair => values.Contains(pair.Value)).Select(pair => pair.Role)]);
        var name = principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue("sub");
        if (roles == Roles.None || string.IsNullOrWhiteSpace(name) || !grains.Directory.Parties.ContainsKey(provider.Party)) return null;
        var person = new string([.. name.Where(c => !char.IsControl(c)).Take(Limits.PersonLength)]);
        return new(provider.Party, Scheme, roles, person);
    }

    Task RefuseAsync(HttpContext http, Problem problem) => pages.WriteAsync<SignInPage>(
        http, new() { ["Frame"] = new Frame(null, Tongue.Of(http.Request), "/sign-in"), ["To"] = "/desk", ["Problem"] = problem, ["Provider"] = true }, problem.Status);

    static Problem NoRole() => Problems.Of(ProblemCode.RoleMissing, "You are signed in with your organisation, and it gives you no role here: ask an administrator.") with
    {
        DetailJapanese = "組織のアカウントは確認できましたが、この登録簿での権限がありません。管理者に連絡してください。",
    };

    static Problem Failed() => Problems.Of(ProblemCode.KeyUnknown, "Signing in with your organisation did not work, or took too long: try again.") with
    {
        DetailJapanese = "組織のアカウントでのログインができませんでした（または時間が経ちすぎました）。もう一度お試しください。",
    };

    [LoggerMessage(EventId = 3010, EventName = "SignedIn", Level = LogLevel.Information, Message = "Somebody signed in with the OpenID provider for {Party} as {Roles}")]
    partial void LogSignedIn(string party, string roles);

    [LoggerMessage(EventId = 3011, EventName = "SignInNoRole", Level = LogLevel.Warning, Message = "Somebody whom the OpenID provider knows has no role here")]
    partial void LogNoRole();

    [LoggerMessage(EventId = 3012, EventName = "SignInFailed", Level = LogLevel.Warning, Message = "Signing in with the OpenID provider failed: {Fault}")]
    partial void LogFailed(string fault);
}
