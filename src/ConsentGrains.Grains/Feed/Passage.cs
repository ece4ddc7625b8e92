using ConsentGrains.Core;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>One page while it is read: from the tail where it reaches back far enough, else from the journal.</summary>
/// <param name="cursors">Those who are level share them.</param>
/// <param name="published">The version of the directory that entitlements are judged by: what it does not know yet waits.</param>
sealed class Passage(Entitlement viewer, SubscriptionFilter? filter, int published, FeedCursor after, int most, SharedCursors cursors)
{
    readonly List<FeedEvent> events = [];
    FeedCursor cursor = after;
    int passed;

    public Entitlement Viewer => viewer;

    public bool IsFull => events.Count >= most || passed >= Limits.FeedPassedOver;

    public long At(PartitionId partition) => cursor[partition.Value];

    public void Take(PartitionId partition, IReadOnlyList<TailRow> rows)
    {
        var position = At(partition);
        foreach (var row in rows)
        {
            if (IsFull || !Take(row, ref position)) break;
        }

        cursor = cursors.Move(cursor, partition.Value, position);
    }

    public async ValueTask TakeAsync(PartitionId partition, IAsyncEnumerable<TailRow> rows)
    {
        var position = At(partition);
        await foreach (var row in rows)
            if (!Take(row, ref position) || IsFull) break;
        cursor = cursors.Move(cursor, partition.Value, position);
    }

    public FeedPage Done() => new(events, cursor, IsFull);

    /// <summary>False: it can not be judged yet.</summary>
    bool Take(TailRow row, ref long position)
    {
        var stored = row.Row;
        if (stored.Partition == PartitionId.Directory && stored.Version > published) return false;
        position = row.Position;
        passed++;
        if (row.For(viewer) is not { } telling || filter?.Takes(telling.Told.Type, AreaOf(stored.Partition)) == false) return true;
        cursor = cursors.Move(cursor, stored.Partition.Value, position);
        events.Add(new(stored.Partition.ToString(), position, stored.Stream, new Instant(stored.Micros), telling, cursor));
        return true;
    }

    static int? AreaOf(PartitionId partition) => partition.Value is >= 1 and <= PartitionId.Areas ? partition.Value : null;
}
