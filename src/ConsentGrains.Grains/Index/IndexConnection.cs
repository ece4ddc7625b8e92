using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>One connection with its prepared statements; parameters are `$1`, `$2` … Not thread-safe.</summary>
sealed class IndexConnection : IDisposable
{
    readonly SqliteConnection connection;
    readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public IndexConnection(string path, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = Limits.IndexBusySeconds };
        connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For a statement that is run too often to be bound by name.</summary>
    public SQLitePCL.sqlite3 Handle => connection.Handle!;

    /// <summary>Runs a script that needs no preparing.</summary>
    public void Execute(string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    public int Run(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values) => QueryWhile(sql, row, static _ => true, values);

    /// <summary>Reads no further than the first row that is not wanted.</summary>
    /// <returns>Those before it.</returns>
    public List<T> QueryWhile<T>(string sql, Func<SqliteDataReader, T> row, Func<T, bool> wanted, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        var all = new List<T>();
        while (reader.Read() && row(reader) is var next && wanted(next)) all.Add(next);
        return all;
    }

    /// <summary>All or nothing.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite had rolled back by itself; the first fault is the one to be told.
        }
    }

    SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
        }

        command.Parameters.Clear();
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
}
