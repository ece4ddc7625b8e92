using System.Collections.Concurrent;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>Read-only connections, each used by one read at a time; a few stay open.</summary>
sealed class Readers(string path) : IDisposable
{
    readonly ConcurrentBag<Database> idle = [];
    volatile bool closed;

    /// <summary>Runs one read from beginning to end; what it returns holds nothing of the store.</summary>
    public T Read<T>(Func<Database, T> read, CancellationToken cancel, PartitionId? partition = null)
    {
        cancel.ThrowIfCancellationRequested();
        if (closed) throw new JournalUnavailableException("the journal is closed");
        Database? reader = null;
        try
        {
            if (!idle.TryTake(out reader)) reader = Database.OpenReader(path);
            var result = read(reader);
            Return(reader);
            return result;
        }
        catch (SqliteFault fault)
        {
            reader?.Dispose();
            throw fault.ForReader(partition, null);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    void Return(Database reader)
    {
        if (!closed && idle.Count < Limits.IdleReaders) idle.Add(reader);
        else reader.Dispose();
        if (closed) Dispose();
    }
}
