using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>The least a cold decision can take from the store: one row by the unique index of names, with a prepared statement, on a connection of its own,
/// awaited as a server must.</summary>
sealed class PlainReads : IAsyncDisposable
{
    readonly DbConnection db;
    readonly DbCommand read;
    readonly DbParameter name;
    readonly List<byte[]> names;
    int next;

    PlainReads(DbConnection db, DbCommand read, List<byte[]> names)
    {
        (this.db, this.read, this.names, name) = (db, read, names, read.CreateParameter());
        (name.ParameterName, name.DbType) = ("@name", DbType.Binary);
        read.Parameters.Add(name);
    }

    /// <param name="count">Names to go round, in random order.</param>
    public static async Task<PlainReads> OpenAsync(Store store, int count)
    {
        var db = store.Plain();
        await db.OpenAsync();
        var names = new List<byte[]>(count);
        await using (var list = db.CreateCommand())
        {
            list.CommandText = $"SELECT name_hmac FROM stream WHERE name_hmac IS NOT NULL ORDER BY random() LIMIT {count}";
            await using var rows = await list.ExecuteReaderAsync();
            while (await rows.ReadAsync()) names.Add((byte[])rows[0]);
        }

        var read = db.CreateCommand();
        read.CommandText = "SELECT id, partition, snapshot_version FROM stream WHERE name_hmac = @name";
        var plain = new PlainReads(db, read, names);
        await read.PrepareAsync();
        return plain;
    }

    /// <summary>Microseconds of the next one.</summary>
    public async ValueTask<double> ReadAsync()
    {
        name.Value = names[next++ % names.Count];
        var began = Stopwatch.GetTimestamp();
        await using (var row = await read.ExecuteReaderAsync())
            if (!await row.ReadAsync() || row.GetInt32(1) < 0) throw new InvalidOperationException("a stream is missing");
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await read.DisposeAsync();
        await db.DisposeAsync();
    }
}
