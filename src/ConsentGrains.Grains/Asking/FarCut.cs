using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>A cut in which the supply point is another process's: its owner says up to which moment it is settled, and directory and customer are settled here
/// up to the same moment.</summary>
sealed class FarCut(IJournal journal, TimeProvider time, PastCut past, PointDoor door)
{
    /// <param name="from">Without a point.</param>
    public async ValueTask<Cut> TakeAsync(Sources from, SupplyPointNumber point, Instant? at, CancellationToken cancel)
    {
        if (at is not { } moment) return await NowAsync(from, point, cancel);
        if (moment > time.Now())
        {
            var now = await NowAsync(from, point, cancel);
            if (moment > now.AsOf) return now;
        }

        var then = await door.ReadAsync(point, moment, default, cancel);
        return (await past.TakeAsync(from, moment, cancel)) with { Point = then.State };
    }

    async ValueTask<Cut> NowAsync(Sources from, SupplyPointNumber point, CancellationToken cancel)
    {
        for (var i = 0; i < Limits.AskTriesWithPoint; i++)
        {
            var directory = await from.Directories.LoadedAsync(cancel);
            var customer = from.Customers is { } customers ? await customers.LoadedAsync(cancel) : null;
            var newest = Cut.Newest(directory.Latest, customer, null);
            var (state, until) = await door.ReadAsync(point, null, newest, cancel);
            await Settling.UpToAsync(journal, from.Directories, directory.Latest.Recorded.Micros, until.Micros, cancel);
            if (from.Customers is { } settled) await Settling.UpToAsync(journal, settled, customer!.Recorded.Micros, until.Micros, cancel);
            if (Is(from.Customers, customer) && ReferenceEquals(from.Directories.Published, directory)) return new(directory.Latest, customer, state, until);
        }

        throw new UnavailableException("what the answer rests on keeps moving");
    }

    /// <summary>The other side of it: what the owner of a point promises.</summary>
    public async ValueTask<SettledPoint> SettleAsync(LiveStream<SupplyPointState> points, Instant notBefore, CancellationToken cancel)
    {
        for (var i = 0; i < Limits.AskTries; i++)
        {
            var state = await points.LoadedAsync(cancel);
            var until = Max(Max(time.Now(), notBefore), state.Recorded);
            await Settling.UpToAsync(journal, points, state.Recorded.Micros, until.Micros, cancel);
            if (ReferenceEquals(points.Published, state)) return new(state, until);
        }

        throw new UnavailableException("the supply point keeps moving");
    }

    static Instant Max(Instant one, Instant other) => one > other ? one : other;

    static bool Is(LiveStream<CustomerState>? stream, CustomerState? state) => stream is null || ReferenceEquals(stream.Published, state);
}
