namespace ConsentGrains.Journal;

/// <summary>Where the rows lie: memory, SQLite, PostgreSQL. It knows neither names, keys nor clear secrets, and decides nothing:
/// the journal above it hashes, seals, stamps, chains and checks versions.
/// Thread safety: reads may come from any thread at once; <see cref="ReadHeadsAsync"/>, <see cref="FindStreamsAsync"/>,
/// <see cref="FindCommandsAsync"/>, <see cref="CommitAsync"/>, <see cref="AddCheckpointAsync"/> and <see cref="IdleAsync"/> come one at a time.
/// Errors: reads throw <see cref="JournalDamagedException"/> for rows that can not be read and <see cref="JournalUnavailableException"/>
/// when the store does not answer; <see cref="CommitAsync"/> never throws for either.</summary>
interface IJournalStore : IAsyncDisposable
{
    /// <summary>`memory`, `sqlite`, `postgres`.</summary>
    string Kind { get; }

    /// <summary>As <see cref="IJournal.IsHeld"/>; a store that nobody else can open at the same time is always held.</summary>
    bool IsHeld => true;

    /// <summary>As <see cref="IJournal.TakenOver"/>.</summary>
    Task<string> TakenOver => Never.Ends;

    /// <summary>Opens the store, making it with <paramref name="fresh"/> when there is none, and says whose it is. Changes nothing else.</summary>
    ValueTask<StoreMeta> OpenAsync(StoreMeta fresh, CancellationToken cancel);

    /// <summary>Takes all partitions: raises their epochs, so that every earlier owner is fenced.</summary>
    ValueTask ClaimAsync(string owner, CancellationToken cancel);

    /// <summary>Epoch and last row of every partition, as committed now: nothing handed to <see cref="CommitAsync"/> before can be committed later.</summary>
    ValueTask<IReadOnlyList<PartitionHead>> ReadHeadsAsync(CancellationToken cancel);

    /// <summary>One head per name, in the order asked.</summary>
    ValueTask<StreamHead[]> FindStreamsAsync(IReadOnlyList<NameHash> names);

    /// <summary>One row (or null) per key, in the order asked.</summary>
    ValueTask<CommandRow?[]> FindCommandsAsync(IReadOnlyList<CommandRef> keys);

    /// <summary>Writes a group whole or not at all, flushed to disk when it returns <see cref="CommitKind.Committed"/>.</summary>
    ValueTask<CommitOutcome> CommitAsync(CommitGroup group);

    /// <summary>The writer has nothing to do: a moment for housekeeping.</summary>
    ValueTask IdleAsync();

    /// <summary>A stream's row, key, snapshot and later events, in one statement.</summary>
    ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel);

    /// <summary>Id and key of a stream's subject; null when there is no such stream (or it was erased).</summary>
    ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel);

    /// <summary>The wrapped key of a stream's subject; null when it has none (any more).</summary>
    ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel);

    /// <summary>A remembered command of a stream by its name (erased ones too), whether expired or not.</summary>
    ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel);

    /// <summary>The next events of a stream after a version and up to a recorded time, at most <see cref="Limits.PageRows"/>.</summary>
    ValueTask<List<ReadRow>> ReadStreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel);

    /// <summary>The next events of a partition after a position, at most <see cref="Limits.PageRows"/>.</summary>
    ValueTask<List<ReadRow>> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel);

    /// <summary>The erasure ledger, oldest first (no two erasures share a time).</summary>
    ValueTask<List<ErasureRow>> ReadErasuresAsync(CancellationToken cancel);

    ValueTask AddCheckpointAsync(CheckpointRow checkpoint, CancellationToken cancel);

    /// <summary>The checkpoints after a number, in order, at most <see cref="Limits.PageRows"/>.</summary>
    ValueTask<List<CheckpointRow>> ReadCheckpointsAsync(long afterN, CancellationToken cancel);

    ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel);

    /// <summary>Looks for damage that the chain does not show (indexes, pages).</summary>
    ValueTask CheckAsync(CancellationToken cancel);
}

enum CommitKind
{
    Committed,

    /// <summary>Known not to be written.</summary>
    NotWritten,

    /// <summary>Known not to be written: another owner's epoch or rows stand in the way; the tails must be read again.</summary>
    Fenced,

    /// <summary>The store failed at the commit; the tails must be read again.</summary>
    Unknown,
}

/// <param name="Why">For the log.</param>
readonly record struct CommitOutcome(CommitKind Kind, string Why)
{
    public static CommitOutcome Done => new(CommitKind.Committed, "");
}
