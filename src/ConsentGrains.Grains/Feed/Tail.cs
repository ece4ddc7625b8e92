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

    /// <summary>Reads what was committed since, before anybody asks for it.</summary>
    /// <param name="before">The heads then.</param>
    public async Task FillAsync(long[] before)
    {
        foreach (var part in parts)
        {
            var head = journal.HeadOf(part.Id);
            if (head > before[part.Id.Value] && part.End < head) await part.FillAsync(() => RowsAsync(part, head));
        }
    }

    /// <summary>How far each partition has come.</summary>
    public long[] Heads()
    {
        var heads = new long[PartitionId.Count];
        for (var i = 0; i < heads.Length; i++) heads[i] = journal.HeadOf(new(i));
        return heads;
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
        readonly TailRow?[] ring = new TailRow?[Limits.FeedTailRows];
        Task? filling;
        TailRow[] newest = [];
        int count;
        long end;

        public PartitionId Id => id;

        /// <summary>The position of the newest row here.</summary>
        public long End => Interlocked.Read(ref end);

        /// <summary>All who need it share one fill, and go on side by side.</summary>
        public Task FillAsync(Func<Task> fill)
        {
            lock (gate)
            {
                if (filling is { IsCompleted: false } under) return under;
                var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = Task.Run(fill).ContinueWith(static (done, filled) => ((TaskCompletionSource)filled!).SetFromTask(done), filled,
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                return filling = filled.Task;
            }
        }

        public void Add(TailRow row)
        {
            lock (gate)
            {
                if (row.Position != end + 1) Empty();
                // INVARIANT (erased-is-told-to-nobody): what was opened before the erasure is forgotten with it.
                if (row.Row.Type == EventTypes.CustomerErased)
                    foreach (var earlier in ring) if (earlier is not null && earlier.Row.Stream == row.Row.Stream) earlier.Forget();
                ring[row.Position % ring.Length] = row;
                newest = [row];
                count = Math.Min(count + 1, ring.Length);
                Interlocked.Exchange(ref end, row.Position);
            }
        }

        /// <summary>Who follows reads the journal itself until there are new rows.</summary>
        public void Clear()
        {
            lock (gate) Empty();
        }

        public IReadOnlyList<TailRow>? After(long after)
        {
            lock (gate)
            {
                var behind = end - after;
                if (behind == 0) return [];
                if (behind < 0 || behind > count) return null;
                // Who follows closely lacks one row, or few.
                if (behind == 1) return newest;
                var rows = new TailRow[behind];
                for (var i = 0; i < rows.Length; i++) rows[i] = ring[(after + 1 + i) % ring.Length]!;
                return rows;
            }
        }

        void Empty()
        {
            Array.Clear(ring);
            (count, newest) = (0, []);
        }
    }
}
