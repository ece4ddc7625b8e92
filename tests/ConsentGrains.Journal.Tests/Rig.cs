using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Sqlite;

namespace ConsentGrains.Journal.Tests;

/// <summary>A place for one journal of a kind, which can be opened, closed and opened again. Every test of the suite runs on every kind.</summary>
sealed class Rig : IAsyncDisposable
{
    readonly MemoryStore? memory;
    readonly List<JournalLog> opened = [];

    public Rig(string kind)
    {
        Kind = kind;
        Folder = Directory.CreateTempSubdirectory("journal-").FullName;
        memory = kind == "memory" ? new() : null;
    }

    public static TheoryData<string> Kinds => ["memory", "sqlite"];

    public string Kind { get; }
    public string Folder { get; }
    public string File => Path.Combine(Folder, "journal.db");
    public KeyRing Keys { get; set; } = KeyRing.Generate();
    public TestTime Time { get; } = new();
    public CheckpointPlace Place => new(Path.Combine(Folder, "checkpoint.pem"), Path.Combine(Folder, "anchor.txt"));

    public Task<JournalLog> OpenAsync() => OpenAsync(s => s);

    /// <summary>Opens the journal over the real store, seen through <paramref name="wrap"/>.</summary>
    public async Task<JournalLog> OpenAsync(Func<IJournalStore, IJournalStore> wrap, CheckpointPlace? place = null, bool locked = true)
    {
        var journal = await JournalLog.OpenAsync(wrap(Store(locked)), Keys, Time, place, CancellationToken.None);
        opened.Add(journal);
        return journal;
    }

    public async Task<JournalLog> ReopenAsync(CheckpointPlace? place = null)
    {
        foreach (var journal in opened) await journal.DisposeAsync();
        opened.Clear();
        return await OpenAsync(s => s, place);
    }

    /// <summary>How many commands the store remembers.</summary>
    public async Task<long> CommandRowsAsync() => memory?.CommandRows ?? await new RawFile(File).NumberAsync("SELECT count(*) FROM command");

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in opened) await journal.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    IJournalStore Store(bool locked)
    {
        if (memory is not null) return memory;
        var held = locked ? LockFile.TryTake(File + ".lock") ?? throw new InvalidOperationException("the rig's journal is still open") : null;
        return SqliteStore.Open(File, held);
    }
}
