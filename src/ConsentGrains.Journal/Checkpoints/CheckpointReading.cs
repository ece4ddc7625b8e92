using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>Reads back what checkpoints promised, from the store and from the anchor.</summary>
static class CheckpointReading
{
    /// <summary>At open: the newest checkpoint of the store, and of the anchor, must not reach beyond the rows that are there.</summary>
    public static async ValueTask CheckTailsAsync(IJournalStore store, PartitionTail[] tails, CheckpointLog? log, CancellationToken cancel)
    {
        if (await store.LastCheckpointAsync(cancel) is { } row) CheckTails(Open(row, log), tails, "a signed checkpoint");
        if (log is not null && Anchor.ReadLast(log.AnchorPath, log.Key) is { } last) CheckTails(last, tails, $"the anchor {log.AnchorPath}");
    }

    public static async ValueTask<PromisedHeads> PromisedAsync(IJournalStore store, CheckpointLog? log, string? anchorPath, CancellationToken cancel)
    {
        var promised = new PromisedHeads();
        var previous = Checkpoint.NoPrevious;
        var n = 0L;
        while (true)
        {
            var page = await store.ReadCheckpointsAsync(n, cancel);
            foreach (var row in page)
            {
                promised.Add(Follow(row, log, ++n, previous));
                previous = Checkpoint.Digest(row.Heads);
            }
            if (page.Count < Limits.PageRows) break;
        }
        if (anchorPath is not null) AddAnchor(promised, log, anchorPath);
        return promised;
    }

    /// <summary>The first checkpoint whose ledger has so many rows; null while there is none.</summary>
    public static async ValueTask<SignedCheckpoint?> FirstCoveringAsync(IJournalStore store, int rows, CancellationToken cancel)
    {
        for (var n = 0L; ;)
        {
            var page = await store.ReadCheckpointsAsync(n, cancel);
            foreach (var row in page)
            {
                n = row.N;
                if (Checkpoint.Parse(row.Heads) is { } found && found.ErasureCount >= rows) return new(found.N, found.Micros, row.Heads, row.Signature);
            }

            if (page.Count < Limits.PageRows) return null;
        }
    }

    static void AddAnchor(PromisedHeads promised, CheckpointLog? log, string anchorPath)
    {
        if (log is null)
            throw new JournalRefusedException(CheckpointAdmission.Missing, "An anchor can be verified only by a journal opened with its checkpoint key.");
        foreach (var checkpoint in Anchor.Read(anchorPath, log.Key)) promised.Add(checkpoint);
    }

    static Checkpoint Follow(CheckpointRow row, CheckpointLog? log, long n, string previous)
    {
        var checkpoint = Open(row, log);
        if (row.N != n || checkpoint.N != n) throw Damaged(n, "is missing");
        if (!string.Equals(checkpoint.Previous, previous, StringComparison.Ordinal)) throw Damaged(n, "does not follow the one before it");
        return checkpoint;
    }

    static Checkpoint Open(CheckpointRow row, CheckpointLog? log)
    {
        if (log is not null && !log.Key.Verify(row.Heads, row.Signature)) throw Damaged(row.N, "was not signed with this journal's key");
        return Checkpoint.Parse(row.Heads) ?? throw Damaged(row.N, "is not a checkpoint");
    }

    static void CheckTails(Checkpoint checkpoint, PartitionTail[] tails, string promisedBy)
    {
        foreach (var head in checkpoint.Heads)
        {
            var end = tails[head.Partition.Value].Committed;
            if (end.Position < head.Position)
                throw new JournalDamagedException(head.Partition, end.Position + 1, $"the row is missing: {promisedBy} goes up to position {head.Position}");
            if (end.Position == head.Position && !string.Equals(head.Hash, Convert.ToHexStringLower(end.Hash), StringComparison.Ordinal))
                throw new JournalDamagedException(head.Partition, head.Position, $"the row is not the one named by {promisedBy}");
        }
    }

    static JournalDamagedException Damaged(long n, string what) => new(null, null, $"checkpoint {n} {what}");
}
