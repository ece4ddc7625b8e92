using ConsentGrains.Core.Codec;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>The newest rows of every partition, read from the journal once for all who follow it, opened once and judged once for each party. Bounded:
/// who has fallen behind it reads the journal itself. Ownership: one fill of a partition at a time; anybody reads. Thread-safe.</summary>
sealed class Tail(IJournal journal, ChangeReader reader)
{
    readonly Part[] parts = [.. Enumerable.Range(0, PartitionId.Count).Select(i => new Part(new(i)))];

    /// <summary>The rows after a position up to the partition's head; null where that position has left the tail.</summary>
    public async ValueTask<IReadOnlyList<TailRow>?> ReadAsync(PartitionId partition, long after, CancellationToken cancel)
    {
        var head = journal.HeadOf(partition);
        if (after + Limits.FeedTailRows < head) return null;
        var part = parts[partition.Value];
        while (part.End < head) await part.FillAsync(() => RowsAsync(part, head)).WaitAsync(cancel);
        return part.After(after);
    }

    async Task RowsAsync(Part part, long head)
    {
        var from = Math.Max(part.End, head - Limits.FeedTailRows);
        await foreach (var row in journal.ReadPartitionAsync(part.Id, from, CancellationToken.None))
        {
            // INVARIANT (erased-is-told-to-nobody): supply points named him too.
            if (row.Type == EventTypes.CustomerErased)
                for (var area = 1; area <= PartitionId.Areas; area++) parts[area].Clear();
            part.Add(new(row, reader, shared: true));
        }
    }

    /// <summary>One partition's end.</summary>
    sealed class Part(PartitionId id)
    {
        readonly Lock gate = new();
        readonly Queue<TailRow> rows = new();
        Task? filling;
        long end;

        public PartitionId Id => id;

        /// <summary>The position of the newest row here.</summary>
        public long End => Interlocked.Read(ref end);

        /// <summary>All who need it share one fill.</summary>
        public Task FillAsync(Func<Task> fill)
        {
            lock (gate)
            {
                if (filling is { IsCompleted: false } under) return under;
                return filling = Task.Run(fill);
            }
        }

        public void Add(TailRow row)
        {
            lock (gate)
            {
                if (row.Position != end + 1) rows.Clear();
                // INVARIANT (erased-is-told-to-nobody): what was opened before the erasure is forgotten with it.
                if (row.Row.Type == EventTypes.CustomerErased)
                    foreach (var earlier in rows) if (earlier.Row.Stream == row.Row.Stream) earlier.Forget();
                rows.Enqueue(row);
                if (rows.Count > Limits.FeedTailRows) rows.Dequeue();
                Interlocked.Exchange(ref end, row.Position);
            }
        }

        /// <summary>Who follows reads the journal itself until there are new rows.</summary>
        public void Clear()
        {
            lock (gate) rows.Clear();
        }

        public IReadOnlyList<TailRow>? After(long after)
        {
            lock (gate)
            {
                if (after == end) return [];
                if (rows.Count == 0 || after < end - rows.Count || after > end) return null;
                return [.. rows.Skip((int)(rows.Count - (end - after)))];
            }
        }
    }
}
