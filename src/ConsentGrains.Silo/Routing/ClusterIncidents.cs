using System.Runtime.CompilerServices;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Silo.Wire;

namespace ConsentGrains.Silo.Routing;

/// <summary>Incidents as every silo shows them: each is kept by the silo that owns it.</summary>
sealed class ClusterIncidents(LocalGrains local, OwnerRoute route) : IIncidents
{
    /// <inheritdoc/>
    public ValueTask<Outcome> TellAsync(string incident, IncidentCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel) => route.TellAsync(
        local.PartitionOfIncident(incident), () => local.Incidents.TellAsync(incident, command, envelope, terms, cancel),
        grain => grain.TellIncidentAsync(incident, Orders.Write(command, envelope, terms)), cancel);

    /// <inheritdoc/>
    public ValueTask<IncidentState> ReadAsync(string incident, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOfIncident(incident), () => local.Incidents.ReadAsync(incident, cancel),
        grain => grain.ReadIncidentAsync(incident), bytes => IncidentMessages.StateOf(IncidentMessages.Read(bytes)), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> OpenAsync(IReadOnlyList<string> stored) => local.Incidents.OpenAsync(stored);

    /// <inheritdoc/>
    public ValueTask<bool> NamesAsync(IncidentState state, CustomerId customer, CancellationToken cancel) => local.Incidents.NamesAsync(state, customer, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<IncidentHistoryEntry> HistoryAsync(string incident, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entries = await route.ReadAsync(local.PartitionOfIncident(incident), () => Wire.Incidents.HistoryAsync(local.Incidents, incident),
            grain => grain.ReadIncidentAsync(incident), IncidentMessages.Read, cancel);
        foreach (var entry in entries) yield return new(entry.Version, entry.Recorded, IncidentEventCodec.TypeOf(entry.Event), entry.Event, entry.Envelope);
    }
}
