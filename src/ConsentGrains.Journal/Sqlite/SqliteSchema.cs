using System.Buffers.Binary;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>The tables (numbered .sql files beside this one) and whose journal it is.</summary>
static class SqliteSchema
{
    const string AddMeta = "INSERT INTO meta (name, value) VALUES (?1, ?2)";
    const string ReadMeta = "SELECT value FROM meta WHERE name = ?1";
    const string HasTable = "SELECT count(*), sum(name = 'meta') FROM sqlite_schema WHERE type = 'table'";

    public static StoreMeta ReadOrCreate(Database db, string path, StoreMeta fresh)
    {
        using var tables = db.Prepare(HasTable);
        tables.Step();
        var (count, meta) = (tables.Int(0), tables.Int(1));
        tables.Reset();
        if (count == 0) Create(db, fresh);
        else if (meta == 0) throw NotAJournal(path);
        return Read(db) ?? throw NotAJournal(path);
    }

    /// <summary>Makes nothing.</summary>
    public static StoreMeta ReadExisting(Database db, string path)
    {
        using var tables = db.Prepare(HasTable);
        tables.Step();
        return tables.Int(1) == 1 && Read(db) is { } meta ? meta : throw NotAJournal(path);
    }

    static JournalDamagedException NotAJournal(string path) => new(null, null, $"{path} is a database, but not a journal");

    // All or nothing: a crash in the middle leaves an empty file, not half a journal.
    static void Create(Database db, StoreMeta fresh)
    {
        var schema = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(schema, fresh.Schema);
        db.Execute("BEGIN IMMEDIATE");
        db.Execute(Script("001-journal.sql"));
        using var add = db.Prepare(AddMeta);
        add.Bind(1, "schema").Bind(2, schema).Run();
        add.Bind(1, "incarnation").Bind(2, fresh.Incarnation).Run();
        add.Bind(1, "key_check").Bind(2, fresh.KeyCheck).Run();
        db.Execute("COMMIT");
    }

    static StoreMeta? Read(Database db) =>
        Value(db, "schema") is { Length: sizeof(int) } schema && Value(db, "incarnation") is { Length: 16 } incarnation && Value(db, "key_check") is { } check
            ? new(BinaryPrimitives.ReadInt32BigEndian(schema), new Guid(incarnation, bigEndian: true), check) { Vault = Value(db, MetaNames.Vault), Exchange = Value(db, MetaNames.Exchange), Former = Value(db, MetaNames.Former) }
            : null;

    static byte[]? Value(Database db, string name)
    {
        using var read = db.Prepare(ReadMeta);
        return read.Bind(1, name).Step() ? read.Bytes(0) : null;
    }

    static string Script(string name)
    {
        using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream($"{typeof(SqliteSchema).Namespace}.{name}")
            ?? throw new FileNotFoundException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
