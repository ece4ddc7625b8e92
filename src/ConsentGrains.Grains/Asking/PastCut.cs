using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>A cut of a moment that has passed: what was recorded by then. Erasure is judged now, whatever the moment.</summary>
sealed class PastCut(IJournal journal, History<CustomerState> history, History<SupplyPointState> pointHistory)
{
    /// <param name="at">Not after now.</param>
    public async ValueTask<Cut> TakeAsync(Sources from, Instant at, CancellationToken cancel)
    {
        var timeline = await SettledAsync(from.Directories, t => t.Latest.Recorded, at, cancel);
        // The point first: an erasure of the customer while it is read is still seen.
        var point = from.Points is { } points ? (await PointAsync(points, at, cancel)).State : null;
        return new(timeline.At(at), from.Customers is { } customers ? await CustomerAsync(customers, at, cancel) : null, point, at);
    }

    public async ValueTask<SettledPoint> PointAsync(LiveStream<SupplyPointState> points, Instant at, CancellationToken cancel)
    {
        var now = await SettledAsync(points, p => p.Recorded, at, cancel);
        return new(now.Recorded <= at ? now : await pointHistory.AtAsync(points.Name, at.Micros), at);
    }

    async ValueTask<CustomerState> CustomerAsync(LiveStream<CustomerState> customers, Instant at, CancellationToken cancel)
    {
        for (var i = 0; i < Limits.AskTries; i++)
        {
            var now = await SettledAsync(customers, c => c.Recorded, at, cancel);
            if (now.Erased || now.Recorded <= at) return now;
            var then = await history.AtAsync(customers.Name, at.Micros);
            // An erasure meanwhile may have left only part of it to read.
            if (customers.Published is { Erased: false }) return then;
        }

        throw new UnavailableException("the customer keeps moving");
    }

    /// <summary>A published state to which nothing recorded up to the moment will ever be added.</summary>
    async ValueTask<TState> SettledAsync<TState>(LiveStream<TState> stream, Func<TState, Instant> recorded, Instant at, CancellationToken cancel)
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
