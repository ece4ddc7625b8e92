namespace ConsentGrains.Journal;

/// <summary>Everything one flush writes, table by table, in the order in which a store must write it:
/// streams, keys, events, snapshots, commands, erasures. Reused from group to group by the one writer.</summary>
sealed class CommitGroup
{
    /// <summary>The partitions written to, with the epoch under which they are owned.</summary>
    public List<(PartitionId Partition, long Epoch)> Epochs { get; } = [];
    public List<(Guid Id, PartitionId Partition, NameHash Name)> Streams { get; } = [];
    public List<(byte[] KeyId, byte[] Wrapped)> Keys { get; } = [];
    public List<EventRow> Events { get; } = [];
    public List<(Guid Stream, int Version, byte[] Sealed)> Snapshots { get; } = [];
    public List<CommandRow> Commands { get; } = [];
    public List<ErasureRow> Erasures { get; } = [];

    /// <summary>Commands that expired before this moment may be deleted.</summary>
    public long ExpiredBefore { get; set; }
    public int ExpiredAtMost => Limits.ExpiredPerGroup + 2 * Commands.Count;

    public bool IsEmpty => Epochs.Count == 0;

    public void Clear()
    {
        Epochs.Clear();
        Streams.Clear();
        Keys.Clear();
        Events.Clear();
        Snapshots.Clear();
        Commands.Clear();
        Erasures.Clear();
    }
}
