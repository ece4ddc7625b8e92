using System.Diagnostics;

namespace ConsentGrains.Journal;

/// <summary>Spans below a decision or a command that somebody follows (docs/traces.md). Where nobody does, nothing is begun and nothing is made.
/// No attribute ever holds a customer's number, a supply point, a value or a key.</summary>
public static class Spans
{
    /// <summary>The one source of all spans of the registry.</summary>
    public const string Source = "ConsentGrains";

    static readonly ActivitySource All = new(Source);

    /// <summary>Whether what is done now is followed. Work that no followed request began makes no trace of its own, and of what libraries begin nothing is told.</summary>
    public static bool Wanted => All.HasListeners() && Activity.Current is { Recorded: true } above && string.Equals(above.Source.Name, Source, StringComparison.Ordinal);

    /// <summary>Null where nobody follows. In an async method of its own, so that it is nobody else's span that it ends before.</summary>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Wanted ? All.StartActivity(name, kind) : null;

    /// <summary>Under one that was begun elsewhere: in another process, or by whoever waits for this.</summary>
    public static Activity? Begin(string name, ActivityKind kind, ActivityContext under, IEnumerable<ActivityLink>? links = null) =>
        under.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? All.StartActivity(name, kind, under, tags: null, links) : null;
}
