using System.Diagnostics;

namespace ConsentGrains.Journal.Writing;

/// <summary>One write of a group as those see it who follow an append in it: the span lies under the first of them and has a link to each;
/// the others, which may be of other traces, get a link to it.</summary>
static class CommitSpan
{
    /// <summary>Null where nobody follows any of them.</summary>
    public static Activity? Begin(IReadOnlyList<PendingAppend> batch, string store)
    {
        Activity? first = null;
        foreach (var pending in batch)
            if ((first = pending.Span) is not null) break;
        if (first is null) return null;
        var followed = batch.Where(pending => pending.Span is not null).Select(pending => pending.Span!).ToList();
        var span = Spans.Begin("journal.commit", ActivityKind.Internal, first.Context, followed.Select(append => new ActivityLink(append.Context)));
        if (span is null) return null;
        span.SetTag("consent.store", store).SetTag("consent.batch.appends", batch.Count(pending => pending.Outcome is AppendResult.Committed));
        foreach (var other in followed.Skip(1)) other.AddLink(new(span.Context));
        return span;
    }

    public static void End(Activity? span, CommitGroup group, CommitOutcome outcome)
    {
        if (span is null) return;
        span.SetTag("consent.batch.events", group.Events.Count);
        if (outcome.Kind != CommitKind.Committed) span.SetStatus(ActivityStatusCode.Error);
    }
}
