using SQLitePCL;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>SQLite said no. Told apart by extended result code, never by text.</summary>
/// <param name="code">The extended result code.</param>
sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    public int Code { get; } = code;

    int Primary => Code & 0xFF;

    public bool IsConstraint => Primary == raw.SQLITE_CONSTRAINT;

    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The file is not what SQLite wrote: broken pages, another kind of file, cut short.</summary>
    public bool IsDamage => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT || Code is raw.SQLITE_IOERR_SHORT_READ;

    public Exception ForReader(PartitionId? partition, long? position) =>
        IsDamage ? new JournalDamagedException(partition, position, Message) : new JournalUnavailableException(Message);
}
