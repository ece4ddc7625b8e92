using ConsentGrains.Client;
using ConsentGrains.Grains.Requests;

namespace ConsentGrains.Silo.Wire;

/// <summary>What happened to a request, as it crosses silos.</summary>
static class Requests
{
    public static async ValueTask<IReadOnlyList<RequestEntry>> HistoryAsync(IRequests requests, string request)
    {
        var entries = new List<RequestEntry>();
        await foreach (var entry in requests.HistoryAsync(request, default)) entries.Add(new(entry.Version, entry.Recorded, entry.Event, entry.Envelope));
        return entries;
    }

    public static async Task<byte[]> WriteAsync(IRequests requests, string request) => RequestMessages.Write(request, await HistoryAsync(requests, request));
}
