using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>One connection with its prepared statements. Not thread-safe.</summary>
sealed class Database : IDisposable
{
    readonly SqliteConnection connection;
    readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    Database(SqliteConnection connection) => this.connection = connection;

    public static Database OpenWriter(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWriteCreate);
        database.Set(
            "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=OFF", "PRAGMA secure_delete=ON",
            string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint={Limits.CheckpointPagesAtMost}"),
            "PRAGMA cache_size=-65536", "PRAGMA cell_size_check=ON", "PRAGMA trusted_schema=OFF");
        return database;
    }

    /// <summary>For who only moves the log into the file.</summary>
    public static Database OpenMover(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWrite);
        database.Set("PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0", "PRAGMA trusted_schema=OFF");
        return database;
    }

    public static Database OpenReader(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadOnly);
        database.Set("PRAGMA query_only=ON", "PRAGMA cell_size_check=ON", "PRAGMA trusted_schema=OFF");
        return database;
    }

    public Statement this[string sql] => statements.TryGetValue(sql, out var statement) ? statement : statements[sql] = Prepare(sql);

    public Statement Prepare(string sql) => new(connection.Handle!, sql);

    /// <summary>Runs statements that need no preparing, one after the other.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(connection.Handle!, sql) == raw.SQLITE_OK) return;
        throw new SqliteFault(raw.sqlite3_extended_errcode(connection.Handle!), raw.sqlite3_errmsg(connection.Handle!).utf8_to_string());
    }

    /// <summary>Whether a transaction is still open, as after most failures it is.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle!) == 0;

    /// <summary>Pages this connection wrote since it was asked last; with WAL, into the log.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Moves what it can of the log into the file without waiting for anybody. False where something stayed in the log.</summary>
    public bool MoveLog()
    {
        var moved = this["PRAGMA wal_checkpoint(PASSIVE)"];
        moved.Step();
        var whole = moved.Int(0) == 0 && moved.Int(1) == moved.Int(2);
        moved.Reset();
        return whole;
    }

    public void RollBack()
    {
        if (InTransaction) Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    static Database Open(string path, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var opened = new SqliteConnection(settings.ConnectionString);
        try
        {
            opened.Open();
            raw.sqlite3_busy_timeout(opened.Handle!, Limits.BusyTimeoutMilliseconds);
            return new(opened);
        }
        catch (SqliteException fault)
        {
            opened.Dispose();
            throw new SqliteFault(fault.SqliteExtendedErrorCode, fault.Message);
        }
    }

    void Set(params string[] pragmas)
    {
        try
        {
            foreach (var pragma in pragmas) Execute(pragma);
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
