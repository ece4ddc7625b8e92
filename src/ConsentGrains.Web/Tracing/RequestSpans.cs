using System.Diagnostics;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Metrics;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Tracing;

/// <summary>The spans that decisions and commands over HTTP begin (docs/traces.md). A caller who follows his request, with a sampled `traceparent` (W3C Trace Context),
/// is followed; of the others so many as the setting says. No span tells who it is about: no number, no value, no path.</summary>
sealed class RequestSpans(ConsentGrainsWebOptions options)
{
    public const string Source = "ConsentGrains";
    const int StateLength = 512;
    static readonly ActivitySource All = new(Source);
    readonly double ratio = options.TraceRatio;

    /// <summary>Null where nobody follows. To be begun and ended in one async method. It failed, unless it is told how it ended.</summary>
    public Activity? Begin(string name, HttpContext http) => All.HasListeners() ? Followed(name, http)?.SetStatus(ActivityStatusCode.Error) : null;

    Activity? Followed(string name, HttpContext http)
    {
        var sent = http.Request.Headers.TraceParent;
        // A header that is none is as none (W3C Trace Context, 4.3).
        if (sent.Count == 1 && ActivityContext.TryParse(sent[0], StateOf(http.Request), isRemote: true, out var caller))
            return caller.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? All.StartActivity(name, ActivityKind.Server, caller) : null;
        return ratio > 0 && Random.Shared.NextDouble() < ratio ? BeginAnew(name) : null;
    }

    public static void Tell(Activity? span, Question question, Answer answer)
    {
        if (span is null) return;
        span.SetStatus(ActivityStatusCode.Unset);
        span.SetTag("consent.act", DecisionTally.NameOf(question.Act)).SetTag("consent.outcome", answer.Permitted ? "permit" : "deny");
        if (answer.Reasons.Count > 0) span.SetTag("consent.reasons", answer.Reasons.Select(reason => Wire.Name(reason.Code)).ToArray());
        if (answer.Policy is { } policy) span.SetTag("consent.policy", policy);
    }

    public static void Tell(Activity? span, TargetedCommand command, Outcome outcome)
    {
        if (span is null) return;
        span.SetTag("consent.grain", KindOf(command)).SetTag("consent.outcome", Instruments.NameOf(outcome));
        if (outcome is Outcome.Refused refused) span.SetTag("consent.refusal", Wire.Name(refused.Refusal.Code));
        if (outcome is not Outcome.Unavailable) span.SetStatus(ActivityStatusCode.Unset);
    }

    public static void Tell(Activity? span, IReadOnlyList<LogEntry> answered) => span?.SetStatus(ActivityStatusCode.Unset)
        .SetTag("consent.batch.answers", answered.Count).SetTag("consent.batch.permitted", answered.Count(entry => entry.Answer!.Permitted));

    /// <summary>What was sent is no question.</summary>
    public static Problem Tell(Activity? span, Problem problem)
    {
        span?.SetStatus(ActivityStatusCode.Unset).SetTag("consent.problem", problem.Code);
        return problem;
    }

    /// <summary>What the server itself began for the request is told to nobody, so nothing may lie under it.</summary>
    static Activity? BeginAnew(string name)
    {
        Activity.Current = null;
        return All.StartActivity(name, ActivityKind.Server);
    }

    static string? StateOf(HttpRequest request) =>
        request.Headers.TraceState is { Count: > 0 } state && state.ToString() is { Length: <= StateLength } text && text.All(c => c is >= ' ' and <= '~') ? text : null;

    static string KindOf(TargetedCommand command) => command switch
    {
        TargetedCommand.ToCustomer => "customer",
        TargetedCommand.ToPoint => "supply-point",
        TargetedCommand.ToSubscription => "subscription",
        _ => "directory",
    };
}
