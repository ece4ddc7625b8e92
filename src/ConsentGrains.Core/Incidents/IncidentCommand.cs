namespace ConsentGrains.Core.Incidents;

/// <summary>A command to one incident.</summary>
public abstract record IncidentCommand
{
    IncidentCommand() { }

    /// <param name="Known">The day of knowing; not after today.</param>
    public sealed record Open(string Policy, DateOnly Known, IncidentFacts Facts, IncidentReport Report) : IncidentCommand;

    /// <summary>What is known by now: replaces facts and words. Clocks that no longer run are gone, new ones run from the day of knowing.</summary>
    public sealed record Assess(IncidentFacts Facts, IncidentReport Report) : IncidentCommand;

    /// <summary>Names customers it concerns, at most <see cref="Limits.CustomersPerNaming"/> at a time. Named twice, they are there once.</summary>
    public sealed record NameCustomers(IReadOnlyList<string> Customers) : IncidentCommand;

    /// <summary>A clock's duty was done.</summary>
    public sealed record Done(ClockKind Clock, DateOnly On, string Document) : IncidentCommand;

    /// <summary>Publication would meet the policy's own exceptions (EMANA-11-BR4); nothing else can be exempted.</summary>
    public sealed record Exempt(string Why) : IncidentCommand;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Close : IncidentCommand;
}
