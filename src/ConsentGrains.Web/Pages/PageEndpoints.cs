using System.Reflection;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Pages;

/// <summary>What all pages share: signing in and out, the language, the style sheet.</summary>
sealed class PageEndpoints(Sessions sessions, PageWriter pages, PageHouse house, ConsentGrainsWebOptions options)
{
    static readonly byte[] Style = Load("site.css");
    static readonly byte[] Script = Load("admin.js");
    static readonly byte[] Impact = Load("impact.js");

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", (RequestDelegate)(http => ShowAsync(http, null)));
        endpoints.MapPost("/sign-in", (RequestDelegate)SignInAsync);
        endpoints.MapPost("/sign-out", house.Behind(Roles.Any, SignOutAsync));
        endpoints.MapGet("/language/{language}", (RequestDelegate)ChooseAsync);
        endpoints.MapGet("/assets/site.css", (RequestDelegate)(http => AssetAsync(http, "text/css; charset=utf-8", Style)));
        endpoints.MapGet("/assets/admin.js", (RequestDelegate)(http => AssetAsync(http, "text/javascript; charset=utf-8", Script)));
        endpoints.MapGet("/assets/impact.js", (RequestDelegate)(http => AssetAsync(http, "text/javascript; charset=utf-8", Impact)));
    }

    Task ShowAsync(HttpContext http, Problem? problem) => pages.WriteAsync<SignInPage>(
        http, new() { ["Frame"] = new Frame(null, Tongue.Of(http.Request), "/sign-in"), ["To"] = PageHouse.Local(http.Request.Query["to"]), ["Problem"] = problem, ["Provider"] = options.Oidc is not null }, problem?.Status ?? 200);

    async Task SignInAsync(HttpContext http)
    {
        // Another site could sign a browser in under its own key: browsers tell where a form came from.
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{http.Request.Scheme}://{http.Request.Host}") await ShowAsync(http, Problems.Of(ProblemCode.HeaderInvalid, "The form came from another site."));
        else await SignInAsync(http, await SentForm.ReadAsync(http));
    }

    Task SignInAsync(HttpContext http, (IFormCollection? Form, Problem? Problem) sent) =>
        sent.Form is { } form ? SignInAsync(http, form) : ShowAsync(http, sent.Problem);

    async Task SignInAsync(HttpContext http, IFormCollection form)
    {
        if (sessions.SignIn(http, form["key"].ToString()) is { } wrong) await ShowAsync(http, wrong);
        else PageHouse.Redirect(http, PageHouse.Local(form["to"]));
    }

    static ValueTask<Problem?> SignOutAsync(PageCall call)
    {
        Sessions.SignOut(call.Http);
        PageHouse.Redirect(call.Http, "/sign-in");
        return default;
    }

    static Task ChooseAsync(HttpContext http)
    {
        Tongue.Choose(http, $"{http.Request.RouteValues["language"]}");
        PageHouse.Redirect(http, PageHouse.Local(http.Request.Query["to"]));
        return Task.CompletedTask;
    }

    static async Task AssetAsync(HttpContext http, string type, byte[] bytes)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    static byte[] Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
