namespace ConsentGrains.Journal;

/// <summary>A row of `event` as it lies in a store. Position, time and hash are given by the writer, in commit order.</summary>
sealed class EventRow
{
    public required PartitionId Partition { get; init; }
    public required Guid Stream { get; set; }

    /// <summary>The stream's name, for a store that keeps what it just wrote in mind; not part of the row.</summary>
    public NameHash Name { get; set; }
    public required int Version { get; init; }
    public required string Type { get; init; }

    /// <summary>The subject's key that sealed <see cref="Sealed"/>: its 16-byte id, then its scope; null where nothing is sealed.</summary>
    public byte[]? KeyId { get; init; }
    public required ReadOnlyMemory<byte> Clear { get; init; }
    public byte[]? Sealed { get; init; }

    /// <summary>The tags, joined by single blanks.</summary>
    public required string Audience { get; init; }
    public long Position { get; set; }
    public long Micros { get; set; }
    public byte[] Hash { get; set; } = [];
}

/// <summary>An event as read back, with what is needed to verify and unseal it.</summary>
/// <param name="Previous">The hash of the row before it in its partition; null where that row is missing.</param>
/// <param name="Wrapped">The subject's wrapped key; null when it has none (any more).</param>
/// <param name="Owner">Whether the row's stream is known, and if so, whether it was erased.</param>
readonly record struct ReadRow(EventRow Event, byte[]? Previous, byte[]? Wrapped, StreamOwner Owner);

enum StreamOwner
{
    /// <summary>No such stream: its row was removed by a strange hand.</summary>
    Missing,
    Live,
    Erased,
}

/// <summary>What one statement loads of a stream.</summary>
sealed class StreamRows
{
    public static StreamRows None { get; } = new();
    public static StreamRows Gone { get; } = new() { Erased = true };
    public bool Erased { get; init; }
    public Guid Id { get; init; }
    public PartitionId Partition { get; init; }
    public byte[]? Wrapped { get; init; }
    public int SnapshotVersion { get; init; }
    public byte[]? Snapshot { get; set; }

    /// <summary>Recorded time of the event at <see cref="SnapshotVersion"/>; 0 without a snapshot.</summary>
    public long SnapshotMicros { get; set; }
    public List<ReadRow> Events { get; } = [];
}

/// <summary>A stream as the writer needs it. <see cref="Id"/> is empty for a stream that does not exist.</summary>
readonly record struct StreamHead(Guid Id, int Version, bool HasKey, bool Erased)
{
    public bool Exists => Id != Guid.Empty;
}

/// <summary>A partition as the store has it: its epoch and its last event.</summary>
readonly record struct PartitionHead(PartitionId Partition, string? Owner, long Epoch, ReadRow? Last);

/// <summary>A partition that changes hands.</summary>
/// <param name="Micros">Nothing more is recorded in it up to this moment, and no answer as of a later one was given.</param>
readonly record struct SettledPartition(PartitionId Partition, long Micros);

/// <summary>A subject's id and wrapped key (null: none yet).</summary>
readonly record struct SubjectRow(Guid Id, byte[]? Wrapped);

/// <param name="Key">Keyed hash of actor and Idempotency-Key.</param>
/// <param name="BodyHash">Keyed hash of the command.</param>
/// <param name="Expires">Microseconds; recorded time plus <see cref="Limits.CommandKeptDays"/>.</param>
sealed record CommandRow(Guid Stream, string Actor, NameHash Key, NameHash BodyHash, int Version, long Expires)
{
    public KnownCommand ToKnown(NameHash bodyHash) => new(Version, Expires - Clock.CommandKept, bodyHash == BodyHash);
}

readonly record struct CommandRef(Guid Stream, string Actor, NameHash Key);

readonly record struct ErasureRow(NameHash Name, Guid Stream, long Micros);

/// <param name="Heads">The signed text.</param>
sealed record CheckpointRow(long N, string Heads, byte[] Previous, byte[] Signature);

/// <param name="KeyCheck">Derived from the master key; another one means another master key.</param>
sealed record StoreMeta(int Schema, Guid Incarnation, byte[] KeyCheck)
{
    public const int CurrentSchema = 1;

    /// <summary>What outlived the exchanges of the master key, sealed; null where there was none.</summary>
    public byte[]? Vault { get; init; }

    /// <summary>The exchange that is under way; null: none is.</summary>
    public byte[]? Exchange { get; init; }

    /// <summary>The master keys there were before.</summary>
    public byte[]? Former { get; init; }
}
