using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>A cut of now for whoever can wait: loads what is not there, waits for appends that leave no moment for an answer.</summary>
sealed class LiveCut(IJournal journal, TimeProvider time, LiveStream<DirectoryTimeline> directories)
{
    /// <param name="customers">Held by the caller; null where the question names none.</param>
    public async ValueTask<Cut> TakeAsync(LiveStream<CustomerState>? customers, CancellationToken cancel)
    {
        for (var i = 0; i < Limits.AskTries; i++)
        {
            var directory = await directories.LoadedAsync(cancel);
            var customer = customers is null ? null : await customers.LoadedAsync(cancel);
            if (Cut.TryTake(time, directories, customers, out var cut)) return cut;
            var newest = Math.Max(directory.Latest.Recorded.Micros, customer?.Recorded.Micros ?? 0);
            await Settling.UpToAsync(journal, directories, directory.Latest.Recorded.Micros, newest, cancel);
            if (customers is not null) await Settling.UpToAsync(journal, customers, customer!.Recorded.Micros, newest, cancel);
            // Everything up to the newest is settled; if nothing came in meanwhile, these are the states of that moment, be it ahead of the clock.
            if (ReferenceEquals(directories.Published, directory) && (customers is null || ReferenceEquals(customers.Published, customer)))
                return new(directory.Latest, customer, new(newest));
        }

        throw new UnavailableException("the directory and the customer keep moving");
    }
}
