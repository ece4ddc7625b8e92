namespace ConsentGrains.Core.Incidents;

/// <summary>What happened to an incident. The names on disk are in the codec and are for ever.</summary>
public abstract record IncidentEvent
{
    IncidentEvent() { }

    /// <summary>`incident.opened.v1`.</summary>
    public sealed record Opened(string Policy, DateOnly Known, IncidentFacts Facts, IncidentReport Report) : IncidentEvent;

    /// <summary>`incident.assessed.v1`.</summary>
    public sealed record Assessed(IncidentFacts Facts, IncidentReport Report) : IncidentEvent;

    /// <summary>`incident.customers-named.v1`.</summary>
    public sealed record CustomersNamed(IReadOnlyList<string> Customers) : IncidentEvent;

    /// <summary>`incident.clock-ended.v1`.</summary>
    public sealed record ClockEnded(ClockKind Clock, ClockEnd End) : IncidentEvent;

    /// <summary>`incident.closed.v1`.</summary>
    public sealed record Closed(DateOnly On) : IncidentEvent;
}
