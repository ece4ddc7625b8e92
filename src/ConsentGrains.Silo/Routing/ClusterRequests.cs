using System.Runtime.CompilerServices;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Silo.Wire;

namespace ConsentGrains.Silo.Routing;

/// <summary>The requests of data subjects as every silo shows them: each is worked by the silo that owns it.</summary>
sealed class ClusterRequests(LocalGrains local, OwnerRoute route) : IRequests
{
    /// <inheritdoc/>
    public ValueTask<Outcome> TellAsync(string request, RequestCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel) => route.TellAsync(
        local.PartitionOfRequest(request), () => local.Requests.TellAsync(request, command, envelope, terms, cancel),
        grain => grain.TellRequestAsync(request, Orders.Write(command, envelope, terms)), cancel);

    /// <inheritdoc/>
    public ValueTask<RequestState> ReadAsync(string request, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOfRequest(request), () => local.Requests.ReadAsync(request, cancel),
        grain => grain.ReadRequestAsync(request), bytes => RequestMessages.StateOf(RequestMessages.Read(bytes)), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RequestHistoryEntry> HistoryAsync(string request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entries = await route.ReadAsync(local.PartitionOfRequest(request), () => Requests.HistoryAsync(local.Requests, request),
            grain => grain.ReadRequestAsync(request), RequestMessages.Read, cancel);
        foreach (var entry in entries) yield return new(entry.Version, entry.Recorded, RequestEventTypes.Of(entry.Event), entry.Event, entry.Envelope);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ResumeAsync(string request, CancellationToken cancel)
    {
        try
        {
            return await route.ReadAsync(local.PartitionOfRequest(request), () => local.Requests.ResumeAsync(request, cancel),
                grain => grain.ResumeRequestAsync(request), Bytes.Read<bool>, cancel);
        }
        catch (UnavailableException)
        {
            return false;
        }
    }
}
