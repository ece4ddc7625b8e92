using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>Those who follow closely stand at the same places one after the other: one cursor, and one text of it, serves them all. Holds the newest only. Thread-safe.</summary>
sealed class SharedCursors
{
    readonly FeedCursor?[] places = new FeedCursor?[Limits.FeedCursorsKept];

    /// <summary>The cursor with one partition's position moved.</summary>
    public FeedCursor Move(FeedCursor from, int partition, long position)
    {
        if (from[partition] == position) return from;
        ref var place = ref places[(int)((ulong)((position * PartitionId.Count) + partition) % Limits.FeedCursorsKept)];
        if (Volatile.Read(ref place) is { } known && known.IsWith(from, partition, position)) return known;
        var moved = from.With(partition, position);
        Volatile.Write(ref place, moved);
        return moved;
    }
}
