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
    public const int RowsUnindexed = 4_096;

    /// <summary>Rows read at a time; no read of the store stays open between two pages.</summary>
    public const int PageRows = 256;

    /// <summary>Read connections kept open while nobody reads.</summary>
    public const int IdleReaders = 8;

    public const int BusyTimeoutMilliseconds = 5_000;

    /// <summary>Pages of write-ahead log (4 KiB each) after which the writer moves them into the file.</summary>
    public const int CheckpointPages = 8_192;

    public const int CheckpointSeconds = 60;

    /// <summary>Times an append is prepared anew because its stream's subject changed meanwhile.</summary>
    public const int Preparations = 3;
}
