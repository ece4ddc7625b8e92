using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal.Reading;

/// <summary>Walks the whole chain, partition by partition, and compares it with what checkpoints promised.</summary>
sealed class Verification(IJournalStore store, PartitionTail[] tails)
{
    /// <returns>The number of rows that are right: all of them.</returns>
    public async Task<long> RunAsync(PromisedHeads promised, IProgress<VerifyProgress>? progress, CancellationToken cancel)
    {
        var ends = Array.ConvertAll(tails, t => t.Committed);
        var total = ends.Sum(e => e.Position);
        var done = 0L;
        for (var p = 0; p < ends.Length; p++)
        {
            if (ends[p].Position == 0 && !promised.Any(new(p))) continue;
            done = await WalkAsync(new(p), ends[p], promised, done, total, progress, cancel);
        }
        await CheckLedgerAsync(promised, cancel);
        await store.CheckAsync(cancel);
        return done;
    }

    async ValueTask CheckLedgerAsync(PromisedHeads promised, CancellationToken cancel)
    {
        if (promised.Ledger is not { } ledger) return;
        var rows = await store.ReadErasuresAsync(cancel);
        var then = rows.GetRange(0, Math.Min(rows.Count, ledger.Count));
        if (!string.Equals(CheckpointLog.Digest(then), ledger.Digest, StringComparison.Ordinal))
            throw new JournalDamagedException(null, null, "the erasure ledger is not the one that was signed in a checkpoint");
    }

    async Task<long> WalkAsync(PartitionId partition, Tail end, PromisedHeads promised, long done, long total,
        IProgress<VerifyProgress>? progress, CancellationToken cancel)
    {
        var position = 0L;
        var micros = 0L;
        var hash = RowHash.Genesis;
        while (position < end.Position)
        {
            var page = await store.ReadPartitionAsync(partition, position, cancel);
            foreach (var row in page)
            {
                if (position == end.Position) break;
                Step(row, position++, micros, hash);
                (micros, hash) = (row.Event.Micros, row.Event.Hash);
                promised.Check(partition, position, hash);
            }
            if (page.Count == 0) throw Links.Missing(partition, position + 1);
            progress?.Report(new(partition, done + position, total));
        }
        if (!hash.AsSpan().SequenceEqual(end.Hash))
            throw new JournalDamagedException(partition, position, "the last row is not the one this process wrote or opened");
        promised.CheckEnd(partition, position);
        return done + position;
    }

    static void Step(in ReadRow row, long after, long micros, byte[] hash)
    {
        Links.CheckNext(row with { Previous = hash }, after);
        if (row.Event.Micros < micros)
            throw new JournalDamagedException(row.Event.Partition, row.Event.Position, "recorded before the row in front of it");
        if (row.Owner == StreamOwner.Missing)
            throw new JournalDamagedException(row.Event.Partition, row.Event.Position, $"its stream {row.Event.Stream} is missing");
    }
}
