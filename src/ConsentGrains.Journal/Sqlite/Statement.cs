using System.Text;
using SQLitePCL;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>A prepared statement, reused. Binds and reads by position without boxing; parameters count from 1, columns from 0.
/// Not thread-safe, as its connection is not.</summary>
sealed class Statement : IDisposable
{
    readonly sqlite3 db;
    readonly sqlite3_stmt handle;

    public Statement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public Statement Bind(int at, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, at, value));
        return this;
    }

    public Statement Bind(int at, long? value) => value is { } number ? Bind(at, number) : BindNull(at);

    public Statement Bind(int at, string value)
    {
        Check(raw.sqlite3_bind_text(handle, at, value));
        return this;
    }

    public Statement Bind(int at, string? value, bool nullable) => value is null && nullable ? BindNull(at) : Bind(at, value!);

    /// <summary>An empty span is an empty blob, not a null.</summary>
    public Statement Bind(int at, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, at, 0) : raw.sqlite3_bind_blob(handle, at, value));
        return this;
    }

    public Statement Bind(int at, byte[]? value) => value is null ? BindNull(at) : Bind(at, value.AsSpan());

    public Statement Bind(int at, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(at, bytes);
    }

    public Statement Bind(int at, NameHash value)
    {
        Span<byte> bytes = stackalloc byte[NameHash.Length];
        value.Write(bytes);
        return Bind(at, bytes);
    }

    /// <summary>True when there is a row; false, and ready for the next use, when there is none (any more).</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        var extended = code == raw.SQLITE_DONE ? code : raw.sqlite3_extended_errcode(db);
        var text = code == raw.SQLITE_DONE ? "" : raw.sqlite3_errmsg(db).utf8_to_string();
        raw.sqlite3_reset(handle);
        return code == raw.SQLITE_DONE ? false : throw new SqliteFault(extended, text);
    }

    /// <summary>Runs a statement that gives no rows, or none that matter.</summary>
    public void Run()
    {
        if (Step()) Reset();
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int at) => raw.sqlite3_column_type(handle, at) == raw.SQLITE_NULL;

    public long Long(int at) => raw.sqlite3_column_int64(handle, at);

    public int Int(int at) => raw.sqlite3_column_int(handle, at);

    public string Text(int at) => raw.sqlite3_column_text(handle, at).utf8_to_string() ?? "";

    public byte[] Bytes(int at) => raw.sqlite3_column_blob(handle, at).ToArray();

    public byte[]? BytesOrNull(int at) => IsNull(at) ? null : Bytes(at);

    public Guid Guid(int at)
    {
        var bytes = raw.sqlite3_column_blob(handle, at);
        return bytes.Length == 16 ? new Guid(bytes, bigEndian: true) : throw Malformed("an id", bytes.Length);
    }

    public NameHash Hash(int at)
    {
        var bytes = raw.sqlite3_column_blob(handle, at);
        return bytes.Length == NameHash.Length ? NameHash.Read(bytes) : throw Malformed("a hash", bytes.Length);
    }

    public void Dispose() => handle.Dispose();

    Statement BindNull(int at)
    {
        Check(raw.sqlite3_bind_null(handle, at));
        return this;
    }

    SqliteFault Malformed(string what, int length)
    {
        Reset();
        return new(raw.SQLITE_CORRUPT, $"{what} of {length} bytes");
    }

    void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        throw new SqliteFault(raw.sqlite3_extended_errcode(db), raw.sqlite3_errmsg(db).utf8_to_string());
    }
}
