namespace ConsentGrains.Journal.Checkpoints;

/// <summary>What signed checkpoints say must be there: hashes by partition and position.</summary>
sealed class PromisedHeads
{
    readonly SortedDictionary<long, byte[]>?[] heads = new SortedDictionary<long, byte[]>?[PartitionId.Count];

    /// <summary>The newest checkpoint's number, and the length and digest of the erasure ledger then.</summary>
    public (long N, int Count, string Digest)? Ledger { get; private set; }

    public void Add(Checkpoint checkpoint)
    {
        foreach (var head in checkpoint.Heads) Add(head.Partition, head.Position, Convert.FromHexString(head.Hash));
        if (Ledger is not { } known || known.N < checkpoint.N) Ledger = (checkpoint.N, checkpoint.ErasureCount, checkpoint.Erasures);
    }

    void Add(PartitionId partition, long position, byte[] hash)
    {
        var of = heads[partition.Value] ??= [];
        if (of.TryGetValue(position, out var other) && !other.AsSpan().SequenceEqual(hash))
            throw new JournalDamagedException(partition, position, "two signed checkpoints name different rows");
        of[position] = hash;
    }

    public bool Any(PartitionId partition) => heads[partition.Value] is not null;

    public void Check(PartitionId partition, long position, byte[] hash)
    {
        if (heads[partition.Value]?.TryGetValue(position, out var promised) == true && !promised.AsSpan().SequenceEqual(hash))
            throw new JournalDamagedException(partition, position, "the row is not the one that was signed in a checkpoint");
    }

    /// <summary>Nothing promised may lie beyond the last row.</summary>
    public void CheckEnd(PartitionId partition, long last)
    {
        if (heads[partition.Value] is not { } of || of.Keys.Last() <= last) return;
        throw new JournalDamagedException(partition, last + 1,
            $"the row is missing: a signed checkpoint goes up to position {of.Keys.Last()}");
    }
}
