using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Journal.Tests.Postgres;

namespace ConsentGrains.Journal.Tests;

/// <summary>A place for one journal of a kind, which can be opened, closed and opened again. Every test of the suite runs on every kind.</summary>
sealed class Rig : IAsyncDisposable
{
    const string PatientConnection = ";Timeout=100;Command Timeout=100;Options=-c statement_timeout=100000 -c lock_timeout=100000";
    readonly MemoryStore? memory;
    string? database;
    readonly List<JournalLog> opened = [];
    readonly SemaphoreSlim naming = new(1, 1);

    public Rig(string kind)
    {
        Kind = kind;
        Folder = Directory.CreateTempSubdirectory("journal-").FullName;
        memory = kind == "memory" ? new() : null;
    }

    public static TheoryData<string> Kinds => PostgresJournals.Possible ? ["memory", "sqlite", "postgres"] : ["memory", "sqlite"];

    public string Kind { get; }
    public string Folder { get; }
    public string File => Path.Combine(Folder, "journal.db");
    public KeyRing Keys { get; set; } = KeyRing.Generate();
    public TestTime Time { get; } = new();
    public CheckpointPlace Place => new(Path.Combine(Folder, "checkpoint.pem"), Path.Combine(Folder, "anchor.txt"));

    public Task<JournalLog> OpenAsync() => OpenAsync(s => s);

    /// <summary>Opens the journal over the real store, seen through <paramref name="wrap"/>.</summary>
    public async Task<JournalLog> OpenAsync(Func<IJournalStore, IJournalStore> wrap, CheckpointPlace? place = null, bool locked = true, Lease? lease = null) =>
        Keep(await JournalLog.OpenAsync(wrap(await StoreAsync(locked, lease)), Keys, Time, place, CancellationToken.None));

    /// <summary>As another process on the same PostgreSQL would.</summary>
    /// <param name="line">Over which it calls; null: straight.</param>
    public async Task<JournalLog> OpenAsync(Lease lease, CutLine line) =>
        Keep(await JournalLog.OpenAsync(new PostgresStore(Connections.Of(line.Over(await ConnectionAsync())), lease, null), Keys, Time, null, CancellationToken.None));

    /// <summary>A line to the database that can be cut.</summary>
    public async Task<CutLine> LineAsync() => new((await PostgresJournals.Shared).Server.Folder);

    /// <summary>As another process on the same PostgreSQL would.</summary>
    public async Task<JournalLog> OpenAsync(Lease lease, Action<string>? standBy = null) =>
        Keep(await JournalLog.OpenAsync(new PostgresStore(Connections.Of(await ConnectionAsync()), lease, standBy), Keys, Time, null, CancellationToken.None));

    /// <summary>As a process that shares the journal with others.</summary>
    public async Task<JournalLog> JoinAsync(Lease lease, string address = "here", Func<long>? directory = null, Action? behind = null, CheckpointPlace? place = null)
    {
        var store = new PostgresStore(Connections.Of(await ConnectionAsync()), lease, null);
        return Keep(await JournalLog.JoinAsync(
            store, Keys, Time, place, owner => store.EnterAsync(owner, address, directory ?? (() => long.MaxValue), behind ?? (() => { }), CancellationToken.None), CancellationToken.None));
    }

    public async Task<JournalLog> ReopenAsync(CheckpointPlace? place = null)
    {
        await CloseAsync();
        return await OpenAsync(s => s, place);
    }

    public async Task CloseAsync()
    {
        foreach (var journal in opened) await journal.DisposeAsync();
        opened.Clear();
    }

    /// <summary>How many commands the store remembers.</summary>
    public async Task<long> CommandRowsAsync() => Kind switch
    {
        "memory" => memory!.CommandRows,
        "sqlite" => await new RawFile(File).NumberAsync("SELECT count(*) FROM command"),
        _ => await ScalarAsync<long>("SELECT count(*) FROM consent_journal.command"),
    };

    /// <summary>A strange hand on the database, with every right.</summary>
    public async Task<T> ScalarAsync<T>(string sql) => await (await PostgresJournals.Shared).Server.ScalarAsync<T>(await DatabaseAsync(), sql);

    /// <summary>As <see cref="ScalarAsync"/>, for statements without an answer.</summary>
    public async Task ExecuteAsync(string sql) => await (await PostgresJournals.Shared).Server.ExecuteAsync(await DatabaseAsync(), sql);

    /// <summary>The database with every right.</summary>
    public async Task<string> AdminAsync() => (await PostgresJournals.Shared).Server.ConnectionTo(await DatabaseAsync());

    /// <summary>The database as the server connects to it, with more time than any machine needs.</summary>
    public async Task<string> ConnectionAsync() => (await PostgresJournals.Shared).ConnectionTo(await DatabaseAsync()) + PatientConnection;

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in opened) await journal.DisposeAsync();
        if (database is not null) await (await PostgresJournals.Shared).GiveBackAsync(database);
        Directory.Delete(Folder, recursive: true);
    }

    JournalLog Keep(JournalLog journal)
    {
        lock (opened) opened.Add(journal);
        return journal;
    }

    async Task<string> DatabaseAsync()
    {
        await naming.WaitAsync();
        try
        {
            return database ??= await (await PostgresJournals.Shared).NewAsync();
        }
        finally
        {
            naming.Release();
        }
    }

    async Task<IJournalStore> StoreAsync(bool locked, Lease? lease)
    {
        if (memory is not null) return memory;
        // Without patience, an owner that lives is taken over from at once.
        if (Kind == "postgres")
            return new PostgresStore(Connections.Of(await ConnectionAsync()), lease ?? (locked ? Lease.Standard : Lease.Standard with { Length = TimeSpan.Zero }), null);
        var held = locked ? LockFile.TryTake(File + ".lock") ?? throw new InvalidOperationException("the rig's journal is still open") : null;
        return SqliteStore.Open(File, held);
    }
}
