using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>A cut of now for whoever can wait: loads what is not there, waits for appends that leave no moment for an answer.</summary>
sealed class LiveCut(IJournal journal, TimeProvider time)
{
    public async ValueTask<Cut> TakeAsync(Sources from, CancellationToken cancel)
    {
        for (var i = 0; i < from.Tries; i++)
        {
            var directory = await from.Directories.LoadedAsync(cancel);
            var customer = from.Customers is { } customers ? await customers.LoadedAsync(cancel) : null;
            var point = from.Points is { } points ? await points.LoadedAsync(cancel) : null;
            if (Cut.TryTake(time, from, out var cut)) return cut;
            var newest = Cut.Newest(directory.Latest, customer, point);
            await UpToAsync(from.Directories, directory.Latest.Recorded, newest, cancel);
            await UpToAsync(from.Customers, customer?.Recorded ?? default, newest, cancel);
            await UpToAsync(from.Points, point?.Recorded ?? default, newest, cancel);
            // Everything up to the newest is settled; if nothing came in meanwhile, these are the states of that moment, be it ahead of the clock.
            if (Is(from.Directories, directory) && Is(from.Customers, customer) && Is(from.Points, point)) return new(directory.Latest, customer, point, newest);
        }

        throw new UnavailableException("what the answer rests on keeps moving");
    }

    ValueTask UpToAsync<TState>(LiveStream<TState>? stream, Core.Instant seen, Core.Instant newest, CancellationToken cancel) where TState : class =>
        stream is null ? ValueTask.CompletedTask : Settling.UpToAsync(journal, stream, seen.Micros, newest.Micros, cancel);

    static bool Is<TState>(LiveStream<TState>? stream, TState? state) where TState : class => stream is null || ReferenceEquals(stream.Published, state);
}
