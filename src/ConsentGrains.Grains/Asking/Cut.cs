using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Streams;

namespace ConsentGrains.Grains.Asking;

/// <summary>A directory and a customer that were the newest at one moment.</summary>
/// <param name="Customer">Null where the question names none.</param>
/// <param name="AsOf">All that was or ever will be recorded up to this moment is in them, and nothing else.</param>
readonly record struct Cut(DirectoryState Directory, CustomerState? Customer, Instant AsOf)
{
    /// <summary>Takes a cut of what is published, without waiting and without a lock.
    /// INVARIANT (as-of): the clock is read first, then the appends under way, then what is published. An append under way that is not seen in what is
    /// published has a stamp, and the cut ends before it, or has none yet and will get one later than the clock reading (stamp-after-ask); an append
    /// that begins later is stamped later still. What is published is whole up to the clock reading but for these. The directory is read before the
    /// customer and must not have moved when the customer was read: then both were the newest at one moment.</summary>
    /// <returns>False: something is not loaded, was published meanwhile, or an append under way leaves no such moment; see <see cref="LiveCut"/>.</returns>
    public static bool TryTake(TimeProvider time, LiveStream<DirectoryTimeline> directories, LiveStream<CustomerState>? customers, out Cut cut)
    {
        var now = time.Now().Micros;
        var directoryFlight = directories.Flight;
        var customerFlight = customers?.Flight;
        var directory = directories.Published;
        var customer = customers?.Published;
        cut = default;
        if (directory is null || (customers is not null && customer is null) || !ReferenceEquals(directories.Published, directory)) return false;
        var latest = directory.Latest;
        var (least, seen) = (latest.Recorded.Micros, customer?.Recorded.Micros ?? 0);
        if (directoryFlight is not null) now = Math.Min(now, directoryFlight.LastMicrosOf(least));
        if (customerFlight is not null) now = Math.Min(now, customerFlight.LastMicrosOf(seen));
        if (now < least || now < seen) return false;
        cut = new(latest, customer, new(now));
        return true;
    }
}
