using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>A cut of a moment that has passed: what was recorded by then. Erasure is judged now, whatever the moment.</summary>
sealed class PastCut(IJournal journal, CustomerHistory history, LiveStream<DirectoryTimeline> directories)
{
    /// <param name="customers">Held by the caller; null where the question names none.</param>
    /// <param name="at">Not after now.</param>
    public async ValueTask<Cut> TakeAsync(LiveStream<CustomerState>? customers, Instant at, CancellationToken cancel)
    {
        var timeline = await SettledAsync(directories, t => t.Latest.Recorded, at, cancel);
        if (customers is null) return new(timeline.At(at), null, at);
        for (var i = 0; i < Limits.AskTries; i++)
        {
            var now = await SettledAsync(customers, c => c.Recorded, at, cancel);
            if (now.Erased || now.Recorded <= at) return new(timeline.At(at), now, at);
            var then = await history.AtAsync(customers.Name, at.Micros);
            // An erasure meanwhile may have left only part of it to read.
            if (customers.Published is { Erased: false }) return new(timeline.At(at), then, at);
        }

        throw new UnavailableException("the customer keeps moving");
    }

    /// <summary>A published state to which nothing recorded up to the moment will ever be added.</summary>
    public async ValueTask<TState> SettledAsync<TState>(LiveStream<TState> stream, Func<TState, Instant> recorded, Instant at, CancellationToken cancel)
        where TState : class
    {
        for (var i = 0; i < Limits.AskTries; i++)
        {
            var state = await stream.LoadedAsync(cancel);
            await Settling.UpToAsync(journal, stream, recorded(state).Micros, at.Micros, cancel);
            if (recorded(state) >= at || ReferenceEquals(stream.Published, state)) return state;
        }

        throw new UnavailableException("the stream keeps moving");
    }
}
