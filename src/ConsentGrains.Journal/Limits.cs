namespace ConsentGrains.Journal;

/// <summary>Every bound of the journal in one place.</summary>
public static class Limits
{
    /// <summary>Appends written by one flush.</summary>
    public const int GroupAppends = 1_000;

    /// <summary>Bytes of events and snapshots after which a group takes no further append.</summary>
    public const int GroupBytes = 8 * 1024 * 1024;

    /// <summary>Appends that wait for the writer; one more is <see cref="AppendResult.Unavailable"/>.</summary>
    public const int QueuedAppends = 16_384;

    /// <summary>Events in one append.</summary>
    public const int EventsPerAppend = 1_000;

    /// <summary>Clear and secret bytes of one event.</summary>
    public const int EventBytes = 1024 * 1024;

    public const int SnapshotBytes = 16 * 1024 * 1024;

    /// <summary>Streams whose id and version the writer remembers (twice as many at most).</summary>
    public const int StreamsRemembered = 65_536;

    /// <summary>Subjects whose unwrapped key is kept in memory for sealing (twice as many at most).</summary>
    public const int KeysRemembered = 16_384;

    /// <summary>Idempotency keys answered without asking the store (twice as many at most).</summary>
    public const int CommandsRemembered = 65_536;

    public const int CommandKeptDays = 7;

    /// <summary>Expired commands deleted by one group, beside twice the number it adds.</summary>
    public const int ExpiredPerGroup = 16;

    /// <summary>Rows of a SQLite file that its indexes may lag behind; they are kept in mind, and indexed again after a crash.</summary>
    public const int RowsUnindexed = 16_384;

    /// <summary>Rows read at a time; no read of the store stays open between two pages.</summary>
    public const int PageRows = 256;

    /// <summary>Read connections kept open while nobody reads.</summary>
    public const int IdleReaders = 8;

    public const int BusyTimeoutMilliseconds = 5_000;

    /// <summary>Pages of write-ahead log (4 KiB each) after which they are moved into the file, beside the writing.</summary>
    public const int CheckpointPages = 8_192;

    /// <summary>Pages of write-ahead log after which the writer moves them itself, should nobody else have done it.</summary>
    public const int CheckpointPagesAtMost = 8 * CheckpointPages;

    /// <summary>Subjects' keys wrapped anew in one transaction of an exchange of the master key.</summary>
    public const int KeysPerStep = 1_000;

    /// <summary>How much later than an exchange a receipt of before it may be dated: clocks differ.</summary>
    public const int ExchangeClockSeconds = 300;

    public const int CheckpointSeconds = 60;

    /// <summary>Times an append is prepared anew because its stream's subject changed meanwhile.</summary>
    public const int Preparations = 3;

    /// <summary>How long a process may answer from memory, counted from before its last beat reached PostgreSQL.</summary>
    public const int LeaseSeconds = 5;

    /// <summary>Clocks of two machines are assumed to differ by less than this in rate: a beat must stand still for so much longer than a lease.</summary>
    public const int ClockPercent = 5;

    /// <summary>Between two beats, and between two looks of who waits for another's.</summary>
    public const int BeatMilliseconds = 1_000;

    /// <summary>How long a beat waits for the database before it is tried on another connection.</summary>
    public const int BeatSeconds = 2;

    /// <summary>An erasure recorded so long ago has been written, whichever process recorded it and however its clock differs.</summary>
    public const int LedgerSeconds = 30;

    /// <summary>Days after which the row of a process that is gone is removed.</summary>
    public const int SiloKeptDays = 7;

    public const int ConnectSeconds = 4;

    /// <summary>A statement that PostgreSQL has not finished by then is given up by it: then nothing of it was written.</summary>
    public const int StatementMilliseconds = 5_000;

    public const int LockMilliseconds = 3_000;

    /// <summary>Longer than <see cref="StatementMilliseconds"/>: who is still without an answer then does not know how it ended.</summary>
    public const int AnswerSeconds = 8;

    /// <summary>Connections to PostgreSQL for reads.</summary>
    public const int ReadConnections = 16;

    /// <summary>Connections of a silo's Orleans to its own tables.</summary>
    public const int OrleansConnections = 4;

    /// <summary>Statements kept prepared on a connection.</summary>
    public const int StatementsPrepared = 40;

    /// <summary>Rows of each partition that are kept as they were written, for who follows closely.</summary>
    public const int FreshRows = 16;
}
