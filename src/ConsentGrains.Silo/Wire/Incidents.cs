using ConsentGrains.Client;
using ConsentGrains.Grains.Incidents;

namespace ConsentGrains.Silo.Wire;

/// <summary>What happened to an incident, as it crosses silos.</summary>
static class Incidents
{
    public static async ValueTask<IReadOnlyList<IncidentEntry>> HistoryAsync(IIncidents incidents, string incident)
    {
        var entries = new List<IncidentEntry>();
        await foreach (var entry in incidents.HistoryAsync(incident, default)) entries.Add(new(entry.Version, entry.Recorded, entry.Event, entry.Envelope));
        return entries;
    }

    public static async Task<byte[]> WriteAsync(IIncidents incidents, string incident) => IncidentMessages.Write(incident, await HistoryAsync(incidents, incident));
}
