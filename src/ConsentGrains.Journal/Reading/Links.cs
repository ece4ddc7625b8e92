namespace ConsentGrains.Journal.Reading;

/// <summary>The links of the chain: each row's hash covers the row and the hash before it.</summary>
static class Links
{
    [ThreadStatic]
    static RowHash? hasher;

    /// <exception cref="JournalDamagedException">The row, or the one before it, is not what was written.</exception>
    public static void Check(in ReadRow row)
    {
        var at = row.Event;
        var previous = at.Position == 1 ? RowHash.Genesis : row.Previous;
        if (previous is null) throw new JournalDamagedException(at.Partition, at.Position - 1, "the row is missing");
        hasher ??= new();
        if (!hasher.Compute(at, previous).AsSpan().SequenceEqual(at.Hash))
            throw new JournalDamagedException(at.Partition, at.Position, "the row, or the hash before it, was changed");
    }

    /// <summary>Checks that the row is the very next one of its partition.</summary>
    public static void CheckNext(in ReadRow row, long after)
    {
        if (row.Event.Position != after + 1) throw Missing(row.Event.Partition, after + 1);
        Check(row);
    }

    public static JournalDamagedException Missing(PartitionId partition, long position) => new(partition, position, "the row is missing");
}
