namespace ConsentGrains.Journal.Writing;

/// <summary>The last rows this process committed, as they were before they were sealed: who follows the journal closely need not read, check and open again what was
/// written a moment ago. Holds a few of each partition; what it does not hold is read from the store. Only the writer adds; anybody reads. Thread-safe.
/// INVARIANT (fresh-to-the-end): rows are given only where they reach to the partition's end, so that nothing another process wrote meanwhile, an erasure least of all,
/// is passed over.</summary>
sealed class FreshRows
{
    readonly Queue<StoredEvent>[] parts = [.. Enumerable.Range(0, PartitionId.Count).Select(_ => new Queue<StoredEvent>(Limits.FreshRows))];

    /// <summary>Of an append that is on disk.</summary>
    public void Add(PendingAppend committed)
    {
        var rows = parts[committed.Partition.Value];
        lock (rows)
        {
            // INVARIANT (erased-is-gone): nothing that its key opened outlives the key here.
            if (committed.Append.Erase)
            {
                rows.Clear();
                return;
            }

            for (var i = 0; i < committed.Rows.Length; i++) Add(rows, committed.Rows[i], committed.Append.Events[i]);
        }
    }

    /// <summary>All after a position up to the end of the partition; null where they are not all here.</summary>
    public StoredEvent[]? After(PartitionId partition, long after, long end)
    {
        var rows = parts[partition.Value];
        lock (rows)
        {
            if (end <= after || end - after > rows.Count) return null;
            var found = new StoredEvent[end - after];
            foreach (var row in rows)
                if (row.Position > after && row.Position <= end) found[row.Position - after - 1] = row;
            return Array.TrueForAll(found, row => row is not null) ? found : null;
        }
    }

    static void Add(Queue<StoredEvent> rows, EventRow row, EventData written)
    {
        if (rows.Count == Limits.FreshRows) rows.Dequeue();
        ReadOnlyMemory<byte> secret = row.Sealed is null ? default : written.Secret;
        rows.Enqueue(new(row.Partition, row.Position, row.Stream, row.Version, row.Type, row.Micros, row.Clear, secret, written.Audience));
    }
}
