using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Pages;

/// <summary>What every page passes: somebody is signed in, his role fits, and what changes something came from a form of ours.</summary>
sealed partial class PageHouse(Sessions sessions, PageWriter pages, Gatehouse gatehouse, ILogger<PageHouse> log)
{
    public const string TokenField = "token";

    public RequestDelegate Behind(Roles any, PageHandler handler) => http => ServeAsync(http, any, handler);

    async Task ServeAsync(HttpContext http, Roles any, PageHandler handler)
    {
        var tongue = Tongue.Of(http.Request);
        try
        {
            if (sessions.Find(http.Request) is not { } session)
            {
                Redirect(http, "/sign-in?to=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
                return;
            }

            var call = new PageCall(http, session, tongue);
            var problem = await AdmitAsync(call, any) ?? await handler(call);
            if (problem is not null) await pages.ProblemAsync(http, call.Frame, problem);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            await pages.ProblemAsync(http, new Frame(null, tongue, "/desk"), ProblemOf(fault));
        }
    }

    /// <summary>After a form: a reload shows the page and does nothing again.</summary>
    public static void Redirect(HttpContext http, string to)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = to;
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>A path of this host; anything else leads to the desk.</summary>
    public static string Local(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : "/desk";

    async ValueTask<Problem?> AdmitAsync(PageCall call, Roles any)
    {
        if (!call.Who.Has(any)) return Problems.Of(ProblemCode.RoleMissing, $"This needs a key with the role {RoleNames.Sentence(any)}.");
        if (gatehouse.Charge(call.Who, 1) is { } tooMany) return tooMany;
        if (HttpMethods.IsGet(call.Http.Request.Method)) return null;
        var (form, unread) = await SentForm.ReadAsync(call.Http);
        if (unread is not null) return unread;
        return Sessions.Equal(call.Session.Token, form![TokenField].ToString()) ? null
            : Problems.Of(ProblemCode.RoleMissing, "The form is from another session: open the page again.") with { DetailJapanese = "このフォームは無効です。ページを開き直してください。" };
    }

    Problem ProblemOf(Exception fault)
    {
        if (fault is UnavailableException) return Problems.Unavailable();
        LogBug(fault);
        return Problems.Of(ProblemCode.InternalError, "Something went wrong that should not; it is in the log.");
    }

    [LoggerMessage(EventId = 3022, EventName = "PageBug", Level = LogLevel.Error, Message = "A page failed for a bug")]
    partial void LogBug(Exception fault);
}
