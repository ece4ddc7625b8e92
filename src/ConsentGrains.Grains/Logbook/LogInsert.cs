using System.Diagnostics;
using ConsentGrains.Grains.Index;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConsentGrains.Grains.Logbook;

/// <summary>The one statement that is run for every decision, prepared once and bound by number: bound by name, its many values cost more than the row.</summary>
sealed class LogInsert : IDisposable
{
    readonly sqlite3 handle;
    readonly sqlite3_stmt statement;

    public LogInsert(IndexConnection db, string sql)
    {
        handle = db.Handle;
        Check(raw.sqlite3_prepare_v2(handle, sql, out statement));
    }

    /// <exception cref="SqliteException">The row is not in.</exception>
    public void Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) Check(Bind(i + 1, values[i]));
        var ended = raw.sqlite3_step(statement);
        var reset = raw.sqlite3_reset(statement);
        if (ended != raw.SQLITE_DONE) Check(reset == raw.SQLITE_OK ? ended : reset);
    }

    public void Dispose() => statement.Dispose();

    int Bind(int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => raw.sqlite3_bind_text(statement, at, text),
        long number => raw.sqlite3_bind_int64(statement, at, number),
        int number => raw.sqlite3_bind_int64(statement, at, number),
        bool flag => raw.sqlite3_bind_int64(statement, at, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, handle);
    }
}
