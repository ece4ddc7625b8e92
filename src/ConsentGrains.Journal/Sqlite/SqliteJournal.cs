using ConsentGrains.Journal.Checkpoints;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>A journal in one file. Beside it lie `-wal`, `-shm` (SQLite's log) and `.lock` (held by the owner).</summary>
public static class SqliteJournal
{
    /// <summary>The number of the tables that this program needs; it opens no others.</summary>
    public static int Schema => StoreMeta.CurrentSchema;

    /// <summary>Opens the journal and takes all its partitions, making the file when there is none.</summary>
    /// <param name="checkpoints">Where signed checkpoints go; null: none are made.</param>
    /// <exception cref="JournalRefusedException">`journal-in-use`, `journal-newer`, `journal-older`, `master-key-wrong`, `master-key-exchange-unfinished`,
    /// `checkpoint-key-unreadable`, `checkpoint-key-missing`, `checkpoint-key-wrong`.</exception>
    /// <exception cref="JournalDamagedException">The file is not a journal, or its last rows are not what was written.</exception>
    public static async Task<JournalLog> OpenAsync(
        string path, KeyRing keys, TimeProvider time, CheckpointPlace? checkpoints = null, CancellationToken cancel = default)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
        var held = LockFile.TryTake(full + ".lock") ?? throw InUse(full);
        return await JournalLog.OpenAsync(SqliteStore.Open(full, held), keys, time, checkpoints, cancel);
    }

    /// <summary>Puts a new master key in the place of the old one, while nothing has the journal open. Broken off, the same call goes on.</summary>
    /// <exception cref="JournalRefusedException">`journal-in-use`, `journal-missing`, `journal-newer`, `journal-older`, `master-key-wrong`, `master-key-exchange-unfinished`.</exception>
    /// <exception cref="JournalDamagedException">A key in it opens with neither.</exception>
    public static async Task<ExchangedKeys> ExchangeKeyAsync(
        string path, KeyRing from, KeyRing to, TimeProvider time, IProgress<ExchangeProgress>? progress = null, CancellationToken cancel = default)
    {
        await using var keys = new SqliteKeys(Path.GetFullPath(path));
        return await new KeyExchange(keys, from, to, time).RunAsync(progress, cancel);
    }

    internal static JournalRefusedException InUse(string path) => new("journal-in-use",
        $"The journal {path} is in use by {Holder(path)}. Stop that process, or give this one a journal of its own; a journal has one owner at a time.");

    // The owner signs its claim in the database; while it is still claiming there may be nothing to read yet.
    static string Holder(string path)
    {
        try
        {
            using var db = Database.OpenReader(path);
            using var read = db.Prepare(Sql.ReadEpochs);
            if (!read.Step() || read.IsNull(1)) return "another process";
            return read.Text(1).Split('/') is [var machine, var pid, ..] ? $"process {pid} on {machine}" : "another process";
        }
        catch (SqliteFault)
        {
            return "another process";
        }
    }
}
