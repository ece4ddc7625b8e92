using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal;

/// <summary>The name of a stream as its grain knows it: a kind (`customer`, `directory`, `supply-point`) and a key
/// (`els/C-000123`). The journal stores only a keyed hash of it; the row's own id is random.</summary>
/// <param name="kind">Lower-case word; part of the hash.</param>
/// <param name="key">Compared byte by byte (UTF-8): case, trailing blanks and Unicode form all count.</param>
/// <param name="area">1–10 where the stream lives in the partition of a transmission operator; null otherwise.</param>
public sealed class StreamName(string kind, string key, int? area = null) : IEquatable<StreamName>
{
    NameCard? card;

    public string Kind { get; } = kind;
    public string Key { get; } = key;
    public int? Area { get; } = area;

    public static StreamName Directory { get; } = new("directory", "directory");

    /// <summary>What a journal last made of this name. Whoever keeps the name saves hashing it with every append.</summary>
    internal NameCard? Card
    {
        get => Volatile.Read(ref card);
        set => Volatile.Write(ref card, value);
    }

    public bool Equals(StreamName? other) =>
        other is not null && Area == other.Area && string.Equals(Kind, other.Kind, StringComparison.Ordinal)
        && string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as StreamName);

    public override int GetHashCode() => HashCode.Combine(Kind, Key, Area);

    public override string ToString() => $"{Kind} in {(Area is { } area ? $"area {area}" : "no area")}";
}

/// <summary>One event to be written, already encoded by Core.</summary>
/// <param name="Type">The stable name with its version, `consent.withdrawn.v1`. Forever once released.</param>
/// <param name="Clear">Bytes that state needs to evolve and by which nobody can be found. Kept as they are.</param>
/// <param name="Secret">Bytes that identify the customer (evidence, contract numbers …). Sealed under the subject's key
/// before they reach the store; unreadable for ever once the key is destroyed. May be empty.</param>
/// <param name="Audience">Tags of who may learn of this event (`party:els`, `scheme:ELS-EL-5-JU2`); no blanks within a tag.</param>
public sealed record EventData(string Type, ReadOnlyMemory<byte> Clear, ReadOnlyMemory<byte> Secret, IReadOnlyList<string> Audience);

/// <summary>An event as it was committed and read back, unsealed.</summary>
/// <param name="Position">1-based, gapless per partition, in commit order.</param>
/// <param name="Version">1-based, gapless per stream.</param>
/// <param name="Micros">Recorded time, microseconds since 1970-01-01T00:00:00Z; strictly increasing from append to append
/// within a partition; the events of one append share it.</param>
/// <param name="Secret">Null where the subject's key has been destroyed.</param>
public sealed record StoredEvent(
    PartitionId Partition, long Position, Guid Stream, int Version, string Type, long Micros,
    ReadOnlyMemory<byte> Clear, ReadOnlyMemory<byte>? Secret, IReadOnlyList<string> Audience);

/// <summary>Who sent a command and under which Idempotency-Key, so that a repeat gets the first answer.</summary>
/// <param name="Actor">The credential's party, not the person.</param>
/// <param name="BodyHash">SHA-256 of the canonical command; another body under the same key is refused.</param>
public sealed record CommandKey(string Actor, string Key, ReadOnlyMemory<byte> BodyHash);

/// <summary>What was answered to a command that is still remembered.</summary>
/// <param name="SameBody">False: the key was used for another command.</param>
public sealed record KnownCommand(int Version, long Micros, bool SameBody);

/// <summary>A stream as loaded in one statement: its newest snapshot and the events after it.</summary>
/// <param name="Erased">The subject's key and mapping are destroyed; nothing else is filled in.</param>
/// <param name="Snapshot">Opaque bytes of the grain, unsealed; null when there is none.</param>
/// <param name="Version">The newest version; 0 for a stream that does not exist.</param>
/// <param name="LastMicros">Recorded time of the newest event; 0 for none.</param>
public sealed record StreamImage(
    bool Erased, int SnapshotVersion, ReadOnlyMemory<byte>? Snapshot, IReadOnlyList<StoredEvent> Events, int Version, long LastMicros)
{
    public static StreamImage Empty { get; } = new(false, 0, null, [], 0, 0);

    /// <summary>Recorded time of the event at <see cref="SnapshotVersion"/>; 0 without a snapshot.</summary>
    public long SnapshotMicros { get; init; }
}

/// <summary>One all-or-nothing write to one stream. Zero events are allowed with a <see cref="Command"/>: the command
/// changed nothing and is remembered all the same.</summary>
/// <param name="stamp">Of the append that this one stands for; null: its own.</param>
public sealed class Append(StreamName stream, int expectedVersion, IReadOnlyList<EventData> events, AppendStamp? stamp = null)
{
    public StreamName Stream { get; } = stream;

    /// <summary>The version the decision was taken from; 0 creates the stream.</summary>
    public int ExpectedVersion { get; } = expectedVersion;

    public IReadOnlyList<EventData> Events { get; } = events;

    public CommandKey? Command { get; init; }

    /// <summary>Replaces the stream's snapshot in the same transaction: the state after these events.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; init; }

    /// <summary>Destroys the subject's keys, its snapshot and its name in the same transaction, and enters it in the erasure ledger.
    /// The events of this append must carry no secret.</summary>
    public bool Erase { get; init; }

    /// <summary>Recorded time given to this append, visible to readers before the write is durable. See <see cref="AppendStamp"/>.</summary>
    public AppendStamp Stamp { get; } = stamp ?? new();
}

/// <summary>Lets a reader that saw the state before an append in flight say as of which moment its answer holds:
/// strictly before <see cref="Micros"/>. A reader reads the clock first and the stamp after it.
/// INVARIANT (stamp-after-ask): the stamp is taken from a clock reading made after <see cref="Begin"/> and is greater than that reading,
/// so a reader that saw <see cref="NotYet"/> read its own clock before the stamp's.</summary>
public sealed class AppendStamp
{
    public const long NotYet = 0;
    const long Taking = -1;
    long micros;

    /// <summary><see cref="NotYet"/> or the recorded time. Spins for the few nanoseconds in which it is being taken.</summary>
    public long Micros
    {
        get
        {
            long value;
            var spin = new SpinWait();
            while ((value = Volatile.Read(ref micros)) == Taking) spin.SpinOnce();
            return value;
        }
    }

    /// <summary>Called by the journal before it reads the clock.</summary>
    public void Begin() => Interlocked.Exchange(ref micros, Taking);

    public void Set(long value) => Volatile.Write(ref micros, value);
}

/// <summary>What one append added to a partition.</summary>
/// <param name="First">The position of its first event.</param>
public readonly record struct Commit(PartitionId Partition, long First, IReadOnlyList<EventData> Events)
{
    /// <summary>The position of its last event.</summary>
    public long Last => First + Events.Count - 1;
}

/// <summary>How an append ended.</summary>
public abstract record AppendResult
{
    AppendResult() { }

    /// <summary>On disk (flushed), in this order, under these numbers.</summary>
    /// <param name="FirstPosition">0 where no event was written.</param>
    public sealed record Committed(long FirstPosition, int Version, long Micros) : AppendResult;

    /// <summary>The stream is not at the expected version; nothing was written.</summary>
    public sealed record Conflict(int ActualVersion) : AppendResult;

    /// <summary>The Idempotency-Key is already remembered for this stream and actor; nothing was written.</summary>
    public sealed record Repeated(KnownCommand Known) : AppendResult;

    /// <summary>Not written, and known not to be: the queue is full, the store refused, the journal is closing, or another process owns the partition.
    /// The same append may be tried again after a pause.</summary>
    /// <param name="Why">For the log; never for a client.</param>
    public sealed record Unavailable(string Why) : AppendResult;

    /// <summary>Whether it was written is not known (the store failed at the commit). The partition takes nothing more until its tail has been read
    /// again; the caller must drop what it holds of the stream and load it anew.</summary>
    public sealed record Unknown(string Why) : AppendResult;
}

/// <summary>The durable log under the grains: streams of events in fixed partitions, hash-chained, sealed per subject.
/// Ownership: the process that opened it owns all partitions it claimed; a second process is refused at open or fenced at its first append.
/// Ordering: per partition, positions are gapless and in commit order. Durability: <see cref="AppendResult.Committed"/> means flushed to disk.
/// Errors: a damaged store throws <see cref="JournalDamagedException"/> naming the first bad position; it is never skipped.
/// Thread safety: every member may be called from any thread; appends to one stream must be awaited one after the other.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Made with the journal, changed by a restore; part of every cursor.</summary>
    Guid Incarnation { get; }

    /// <summary>Whether this process provably owns what it claimed, at this moment. INVARIANT (held-after-decide): whoever answers from a state in memory asks
    /// this after the answer was made and before it is given; false: there is no answer now. Costs no more than reading a clock.</summary>
    bool IsHeld { get; }

    /// <summary>The time for which this process has owned the partition without a break, as a number that no other such time has; 0: it does not own it.
    /// INVARIANT (held-after-decide): read before the state, it must be the same after the answer was made: in between another process may have written.</summary>
    long TenureOf(PartitionId partition) => 1;

    /// <inheritdoc cref="TenureOf(PartitionId)"/>
    long TenureOf(StreamName stream) => TenureOf(PartitionOf(stream));

    /// <summary>Looks how far other processes have come: afterwards <see cref="HeadOf"/> tells of all that was acknowledged before the call, whoever wrote it.</summary>
    /// <exception cref="JournalUnavailableException">The store does not answer.</exception>
    ValueTask RefreshAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>Ends when another process has taken this journal over, with a sentence that says who: the process must end.</summary>
    Task<string> TakenOver { get; }

    /// <summary>Loads one stream in one statement, verifying the chain hash of every row it returns.</summary>
    ValueTask<StreamImage> LoadAsync(StreamName stream, CancellationToken cancel);

    /// <summary>Every event of one stream up to a recorded time, in order, from the beginning (for `at` questions and histories).</summary>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamName stream, long upToMicros, CancellationToken cancel);

    /// <summary>The events of a partition after a position, in order, as far as they are committed now.</summary>
    IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel);

    /// <summary>The same for a reader that wants few of them: every row is verified, and what is not wanted by its tags comes without its secret.</summary>
    IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, Func<IReadOnlyList<string>, bool> wanted, CancellationToken cancel) =>
        ReadPartitionAsync(partition, afterPosition, cancel);

    /// <summary>Looks up an Idempotency-Key among the commands of the last seven days; null when it was not used.</summary>
    ValueTask<KnownCommand?> FindCommandAsync(StreamName stream, CommandKey command, CancellationToken cancel);

    /// <summary>A seal for what is kept about a stream's subject outside the journal. It comes from the subject's own key, so that an erasure destroys it too.</summary>
    /// <param name="purpose">What it is for (`decision-log.v1`): seals of different purposes do not open each other's.</param>
    /// <returns>Null: there is no such stream, or it was erased, or nothing personal was ever written to it.</returns>
    ValueTask<SubjectSeal?> FindSealAsync(StreamName stream, string purpose, CancellationToken cancel);

    /// <summary>The same by the stream's random id.</summary>
    ValueTask<SubjectSeal?> FindSealAsync(Guid stream, string purpose, CancellationToken cancel);

    /// <summary>What the erasure ledger says of a stream; null where it was not erased.</summary>
    ValueTask<ErasureProof?> FindErasureAsync(StreamName stream, CancellationToken cancel);

    /// <summary>Writes with group commit: all that waits while a flush is under way is written by the next one.</summary>
    ValueTask<AppendResult> AppendAsync(Append append);

    /// <summary>Promises that no later append to this stream's partition is stamped at or before <paramref name="micros"/>
    /// (an answer as of that moment has been given).</summary>
    void Observe(StreamName stream, long micros);

    /// <summary>The partition a stream lives in.</summary>
    PartitionId PartitionOf(StreamName stream);

    /// <summary>The newest committed position of a partition; 0 while it is empty. Whatever this process acknowledged before the call lies at or before it; for what others did see <see cref="RefreshAsync"/>.</summary>
    long HeadOf(PartitionId partition);

    /// <summary>Walks the whole chain; reports progress; returns how many rows were right. Throws <see cref="JournalDamagedException"/> at the first bad one.</summary>
    Task<long> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancel);

    /// <summary>Ends once something is committed after this was asked for: who follows the journal asks first and reads then.</summary>
    Task NextCommit { get; }

    /// <summary>Numbers for the dashboard and the benchmarks: appends, events, flushes, bytes since open.</summary>
    JournalCounters Counters { get; }
}

public readonly record struct VerifyProgress(PartitionId Partition, long Done, long Total);

public readonly record struct JournalCounters(long Appends, long Events, long Flushes, long Bytes);

/// <summary>The store does not say what was written: a changed, removed, reordered or unreadable row.</summary>
public sealed class JournalDamagedException(PartitionId? partition, long? position, string what)
    : Exception($"journal damaged{(partition is { } p ? $" in partition {p}" : "")}{(position is { } n ? $" at position {n}" : "")}: {what}")
{
    public PartitionId? Partition { get; } = partition;
    public long? Position { get; } = position;
}

/// <summary>The journal can not be opened here: in use by another process, made by a newer version, wrong master key.</summary>
public sealed class JournalRefusedException(string code, string message) : Exception(message)
{
    /// <summary>`journal-in-use`, `journal-missing`, `journal-newer`, `journal-older`, `journal-not-durable`, `journal-not-utf8`, `connection-string-wrong`, `master-key-wrong`, `master-key-exchange-unfinished`, `checkpoint-key-unreadable`, `checkpoint-key-missing`, `checkpoint-key-wrong`.</summary>
    public string Code { get; } = code;
}

/// <summary>The store does not answer (busy, out of connections, an I/O error): a read may be tried again after a pause.</summary>
/// <param name="why">For the log; never for a client.</param>
public sealed class JournalUnavailableException(string why) : Exception($"journal unavailable: {why}");
