using System.Diagnostics;
using ConsentGrains.Journal;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Routing;

/// <summary>Takes what is followed (docs/traces.md) along with a call to another silo, as W3C Trace Context has it. Orleans' own spans name grains, and grains of
/// clients are named after customers: they are not used.</summary>
static class TraceCarrier
{
    const string Parent = "traceparent", State = "tracestate";

    /// <summary>In an async method of its own: what a call takes along, everything does that follows in the method.</summary>
    public static Activity? Send(PartitionId partition)
    {
        if (Spans.Begin("silo.call", ActivityKind.Client) is not { } span) return null;
        RequestContext.Set(Parent, span.Id!);
        if (span.TraceStateString is { } state) RequestContext.Set(State, state);
        return span.SetTag("consent.partition", partition.ToString());
    }

    /// <summary>On the silo that is called.</summary>
    public static Activity? Receive() =>
        RequestContext.Get(Parent) is string parent && ActivityContext.TryParse(parent, RequestContext.Get(State) as string, isRemote: true, out var caller)
            ? Spans.Begin("silo.answer", ActivityKind.Server, caller) : null;
}
