using System.Diagnostics;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Http;

/// <summary>What every request passes: the request's id comes back, the key is good, the role fits, the bucket has tokens;
/// and whatever goes wrong inside comes out as a problem.</summary>
sealed partial class Gatehouse(Keys keys, TokenBuckets buckets, ILogger<Gatehouse> log)
{
    /// <param name="any">The key must have one of these roles.</param>
    /// <param name="pages">What is answered can be had as a page too.</param>
    /// <param name="streams">It is answered as a stream of events.</param>
    public RequestDelegate Behind(Roles any, Handler handler, bool pages = false, bool streams = false) => http => ServeAsync(http, any, handler, pages, streams);

    /// <summary>For whoever has no key: the handler sees to what may be asked, and how often.</summary>
    public RequestDelegate Open(Func<HttpContext, ValueTask<Problem?>> handler) => http => ServeAsync(http, () => RequestId.Echo(http) is { } wrongId ? new(wrongId) : handler(http));

    /// <summary>Takes further tokens for a request that is worth several; null = there were enough.</summary>
    public Problem? Charge(Presented who, int tokens) =>
        buckets.TryTake(who.Party, tokens, out var seconds) ? null : TooMany(seconds);

    Task ServeAsync(HttpContext http, Roles any, Handler handler, bool pages, bool streams) =>
        ServeAsync(http, () => Admit(http, any, pages, streams, out var who) is { } problem ? new(problem) : handler(new Call(http, who)));

    async Task ServeAsync(HttpContext http, Func<ValueTask<Problem?>> serve)
    {
        Problem? problem;
        try
        {
            problem = await serve();
        }
        catch (Exception fault)
        {
            problem = ProblemOf(http, fault);
        }

        if (problem is null) return;
        if (http.Response.HasStarted) http.Abort();
        else await ProblemWriter.WriteAsync(http, problem);
    }

    Problem? Admit(HttpContext http, Roles any, bool pages, bool streams, out Presented who)
    {
        who = default;
        if (RequestId.Echo(http) is { } wrongId) return wrongId;
        if (keys.Identify(http.Request, out who) is { } unknown) return unknown;
        if (!who.Has(any)) return RoleMissing(any);
        if (!Accepts.Json(http.Request) && !(pages && Accepts.Page(http.Request)) && !(streams && Accepts.Events(http.Request))) return Problems.Of(ProblemCode.NotAcceptable, "Answers are application/json: leave Accept out or let it name application/json.");
        return Charge(who, 1);
    }

    Problem? ProblemOf(HttpContext http, Exception fault)
    {
        if (http.RequestAborted.IsCancellationRequested) return null;
        if (fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }) return RequestBody.TooLarge();
        if (fault is BadHttpRequestException) return Problems.Of(ProblemCode.RequestMalformed, "The request broke off or is not HTTP as it should be.");
        if (fault is UnavailableException)
        {
            LogUnavailable(fault);
            return Problems.Unavailable();
        }

        if (fault is UnloggedException)
        {
            LogUnavailable(fault);
            return Problems.NotLogged();
        }

        return Bug(http, fault);
    }

    /// <summary>An unexpected exception: logged whole, told to nobody.</summary>
    Problem Bug(HttpContext http, Exception fault)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        LogBug(fault, trace);
        return Problems.Of(ProblemCode.InternalError, "Something went wrong that should not: give the trace to whoever runs this registry.") with { Trace = trace };
    }

    internal static Problem RoleMissing(Roles any) =>
        Problems.Of(ProblemCode.RoleMissing, $"This needs a key with the role {RoleNames.Sentence(any)}.");

    static Problem TooMany(int seconds) =>
        Problems.Of(ProblemCode.TooManyRequests, $"Your party has used up its requests: go on in {seconds} s, more slowly.") with { RetryAfterSeconds = seconds };

    [LoggerMessage(EventId = 3020, EventName = "CannotAnswer", Level = LogLevel.Warning, Message = "The registry can not answer now")]
    partial void LogUnavailable(Exception fault);

    [LoggerMessage(EventId = 3021, EventName = "RequestBug", Level = LogLevel.Error, Message = "A request failed for a bug, trace {Trace}")]
    partial void LogBug(Exception fault, string trace);
}
