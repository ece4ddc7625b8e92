using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>A SQLite file of the index with one writer and as many readers as ask, or the same in memory, where they take turns.
/// What is deleted is overwritten (secure_delete).</summary>
sealed class IndexFile : IDisposable
{
    const string InMemory = ":memory:";
    const int Corrupt = 11;
    const int NotADatabase = 26;
    readonly Lock gate = new();
    readonly ConcurrentBag<IndexConnection> idle = [];
    readonly string? path;
    volatile bool closed;
    bool truncates;

    IndexFile(string? path, IndexConnection writer) => (this.path, Writer) = (path, writer);

    /// <summary>Belongs to the one who projects.</summary>
    public IndexConnection Writer { get; }

    /// <param name="path">Null = in memory.</param>
    /// <param name="pragmas">How durable it has to be.</param>
    /// <param name="pageBytes">Of a file that is made; one that is there keeps its own.</param>
    /// <exception cref="SqliteException">The file is damaged, see <see cref="IsDamage"/>.</exception>
    /// <exception cref="IOException">It can not be opened.</exception>
    public static IndexFile Open(string? path, string pragmas, int pageBytes = Limits.PageBytes)
    {
        if (path is null) return new(null, new IndexConnection(InMemory, SqliteOpenMode.Memory));
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        MakeForOwner(path);
        IndexConnection? writer = null;
        try
        {
            writer = new IndexConnection(path, SqliteOpenMode.ReadWriteCreate);
            writer.Execute($"PRAGMA page_size={pageBytes};PRAGMA journal_mode=WAL;PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF;" + pragmas);
            return new(path, writer);
        }
        catch (SqliteException fault)
        {
            writer?.Dispose();
            if (IsDamage(fault)) throw;
            throw new IOException($"{path} can not be opened: {fault.Message}", fault);
        }
    }

    /// <summary>Whether a fault says that the file is not what SQLite wrote.</summary>
    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is Corrupt or NotADatabase;

    public static void Remove(string path)
    {
        foreach (var end in new[] { "", "-wal", "-shm" }) File.Delete(path + end);
    }

    /// <summary>Writes as one transaction; in memory no reader looks on meanwhile.</summary>
    public void Write(Action<IndexConnection> work)
    {
        if (path is not null)
        {
            Writer.InTransaction(() => work(Writer));
            return;
        }

        lock (gate) Writer.InTransaction(() => work(Writer));
    }

    public T Read<T>(Func<IndexConnection, T> read)
    {
        if (closed) throw new UnavailableException("the index is closed");
        try
        {
            if (path is not null) return ReadFile(read);
            lock (gate) return read(Writer);
        }
        catch (SqliteException fault)
        {
            throw new UnavailableException(fault.Message);
        }
    }

    /// <summary>What was deleted must not outlive its deletion in the write-ahead log either.</summary>
    public void MustTruncate() => truncates = path is not null;

    /// <summary>Tries again the next time while readers are in the way.</summary>
    public void TruncateIfDue()
    {
        if (truncates && Writer.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt32(0)) is [0]) truncates = false;
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
        Writer.Dispose();
    }

    T ReadFile<T>(Func<IndexConnection, T> read)
    {
        if (!idle.TryTake(out var reader)) reader = new IndexConnection(path!, SqliteOpenMode.ReadOnly);
        var good = false;
        try
        {
            var result = read(reader);
            good = true;
            return result;
        }
        finally
        {
            if (good && !closed && idle.Count < Limits.IdleIndexReaders) idle.Add(reader);
            else reader.Dispose();
        }
    }

    static void MakeForOwner(string path)
    {
        if (File.Exists(path) || OperatingSystem.IsWindows()) return;
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
