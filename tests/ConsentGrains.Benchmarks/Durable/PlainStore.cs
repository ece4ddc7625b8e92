using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>What durable commands are measured against: a plain table in a SQLite file of the same file system, WAL and synchronous=FULL, one insert per
/// transaction, by one connection or by many at once. A row is as large as the event of a consent.</summary>
sealed class PlainStore : IDisposable
{
    const string Schema = """
        CREATE TABLE consent (
            id INTEGER PRIMARY KEY, customer TEXT NOT NULL, revision INTEGER NOT NULL, purpose TEXT, recipient TEXT, given INTEGER NOT NULL,
            items TEXT, evidence BLOB NOT NULL);
        CREATE UNIQUE INDEX consent_customer ON consent (customer, revision);
        """;

    const string Insert = "INSERT INTO consent (customer, revision, purpose, recipient, given, items, evidence) VALUES ($customer, $revision, $purpose, $recipient, $given, $items, $evidence)";
    const int EvidenceBytes = 160;
    const int PatienceSeconds = 60;

    readonly string folder = Directory.CreateTempSubdirectory("bench-plain-").FullName;

    public PlainStore()
    {
        using var db = Open();
        Execute(db, Schema);
    }

    /// <summary>Rows committed in the given time, each alone in its transaction, and the time each took in milliseconds.</summary>
    public List<double>[] Run(int connections, int seconds)
    {
        var ends = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var times = new List<double>[connections];
        Thread[] writers = [.. Enumerable.Range(0, connections).Select(i => new Thread(() => times[i] = Write(i, ends), 256 * 1024))];
        foreach (var writer in writers) writer.Start();
        foreach (var writer in writers) writer.Join();
        return times;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    List<double> Write(int writer, long ends)
    {
        using var db = Open();
        using var insert = Prepare(db, writer);
        var times = new List<double>(1 << 16);
        for (var began = Stopwatch.GetTimestamp(); began < ends; began = Stopwatch.GetTimestamp())
        {
            insert.Parameters["$revision"].Value = times.Count + (Environment.TickCount64 << 24);
            insert.ExecuteNonQuery();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    static SqliteCommand Prepare(SqliteConnection db, int writer)
    {
        var insert = db.CreateCommand();
        insert.CommandText = Insert;
        insert.CommandTimeout = PatienceSeconds;
        insert.Parameters.AddWithValue("$customer", Stage.Id(writer).ToString());
        insert.Parameters.AddWithValue("$revision", 0L);
        insert.Parameters.AddWithValue("$purpose", Stage.Purpose);
        insert.Parameters.AddWithValue("$recipient", Stage.Partner);
        insert.Parameters.AddWithValue("$given", 0L);
        insert.Parameters.AddWithValue("$items", string.Join(' ', Stage.Items));
        insert.Parameters.AddWithValue("$evidence", new byte[EvidenceBytes]);
        insert.Prepare();
        return insert;
    }

    SqliteConnection Open()
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "plain.db"), Pooling = false }.ConnectionString);
        db.Open();
        Execute(db, $"PRAGMA busy_timeout={PatienceSeconds * 1000}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        return db;
    }

    static void Execute(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
