using ConsentGrains.Core;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Grains.Requests;

/// <summary>The requests of data subjects (開示等の請求), one grain each. What follows from an answer at the customer is in force before the answer is
/// acknowledged: from then on every decision obeys.</summary>
public interface IRequests
{
    /// <summary>Carries out a command. Accepted means: on disk, and everything that follows from it at the customer too.</summary>
    /// <param name="request">Its number; a receipt makes it.</param>
    ValueTask<Outcome> TellAsync(string request, RequestCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel);

    /// <summary>The newest acknowledged state; <see cref="RequestState.Unknown"/> where there is none.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<RequestState> ReadAsync(string request, CancellationToken cancel);

    /// <summary>What happened to a request, oldest first.</summary>
    IAsyncEnumerable<RequestHistoryEntry> HistoryAsync(string request, CancellationToken cancel);

    /// <summary>Goes on with what an answer left unfinished, where there is anything; what has begun is not cancelled.</summary>
    /// <returns>False: not now.</returns>
    ValueTask<bool> ResumeAsync(string request, CancellationToken cancel);
}

public sealed record RequestHistoryEntry(int Version, Instant Recorded, string Type, RequestEvent Event, Envelope Envelope);
