using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Grains.Incidents;

/// <summary>Leaks, losses and damage (漏えい等), one grain each.</summary>
public interface IIncidents
{
    /// <param name="incident">Its number; opening makes it.</param>
    ValueTask<Outcome> TellAsync(string incident, IncidentCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel);

    /// <summary>The newest acknowledged state; <see cref="IncidentState.Unknown"/> where there is none.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<IncidentState> ReadAsync(string incident, CancellationToken cancel);

    /// <summary>Customers of a state as it holds them, by their numbers; null for one who was erased since.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<IReadOnlyList<string?>> OpenAsync(IReadOnlyList<string> stored);

    /// <summary>Whether a state names a customer.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<bool> NamesAsync(IncidentState state, CustomerId customer, CancellationToken cancel);

    /// <summary>What happened to an incident, oldest first.</summary>
    IAsyncEnumerable<IncidentHistoryEntry> HistoryAsync(string incident, CancellationToken cancel);
}

public sealed record IncidentHistoryEntry(int Version, Instant Recorded, string Type, IncidentEvent Event, Envelope Envelope);
