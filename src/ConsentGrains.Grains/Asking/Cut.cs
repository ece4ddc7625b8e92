using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Streams;

namespace ConsentGrains.Grains.Asking;

/// <summary>A directory, a customer and a supply point that were the newest at one moment.</summary>
/// <param name="Customer">Null where the question names none.</param>
/// <param name="Point">Null where the question names none.</param>
/// <param name="AsOf">All that was or ever will be recorded up to this moment is in them, and nothing else.</param>
readonly record struct Cut(DirectoryState Directory, CustomerState? Customer, SupplyPointState? Point, Instant AsOf)
{
    /// <summary>Takes a cut of what is published, without waiting and without a lock.
    /// INVARIANT (as-of): the clock is read first, then the appends under way, then what is published. An append under way that is not seen in what is
    /// published has a stamp, and the cut ends before it, or has none yet and will get one later than the clock reading (stamp-after-ask); an append
    /// that begins later is stamped later still. What is published is whole up to the clock reading but for these. The directory is read before the
    /// customer and the customer before the point; neither of the first may have moved when the last was read: then all were the newest at one moment.</summary>
    /// <returns>False: something is not loaded, was published meanwhile, or an append under way leaves no such moment; see <see cref="LiveCut"/>.</returns>
    public static bool TryTake(TimeProvider time, in Sources from, out Cut cut)
    {
        var now = time.Now().Micros;
        var (directoryFlight, customerFlight, pointFlight) = (from.Directories.Flight, from.Customers?.Flight, from.Points?.Flight);
        var directory = from.Directories.Published;
        var customer = from.Customers?.Published;
        var point = from.Points?.Published;
        cut = default;
        if (directory is null || !IsThere(from.Customers, customer) || !IsThere(from.Points, point) || !Stand(from, directory, customer)) return false;
        var latest = directory.Latest;
        now = Math.Min(now, Last(directoryFlight, latest.Recorded));
        now = Math.Min(now, Last(customerFlight, customer?.Recorded ?? default));
        now = Math.Min(now, Last(pointFlight, point?.Recorded ?? default));
        if (now < Newest(latest, customer, point).Micros) return false;
        cut = new(latest, customer, point, new(now));
        return true;
    }

    /// <summary>Whether directory and customer are still what they were.</summary>
    static bool Stand(in Sources from, DirectoryTimeline directory, CustomerState? customer) =>
        ReferenceEquals(from.Directories.Published, directory) && (from.Points is null || ReferenceEquals(from.Customers?.Published, customer));

    /// <summary>When the newest of the three was recorded.</summary>
    public static Instant Newest(DirectoryState directory, CustomerState? customer, SupplyPointState? point)
    {
        var newest = directory.Recorded;
        if (customer is not null && customer.Recorded > newest) newest = customer.Recorded;
        return point is not null && point.Recorded > newest ? point.Recorded : newest;
    }

    static bool IsThere<TState>(LiveStream<TState>? stream, TState? published) where TState : class => stream is null || published is not null;

    static long Last(Flight? flight, Instant seen) => flight?.LastMicrosOf(seen.Micros) ?? long.MaxValue;
}
