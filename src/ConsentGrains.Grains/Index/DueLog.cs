using ConsentGrains.Core;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>What came due and when that was noticed. Unlike the index it can not be made again, so it is a file of its own, flushed with every write.
/// It belongs to one incarnation of the journal.</summary>
sealed class DueLog : IDisposable
{
    const string Pragmas = "PRAGMA synchronous=FULL;";
    readonly IndexFile file;

    DueLog(IndexFile file) => this.file = file;

    public static DueLog Open(string? path, Guid incarnation)
    {
        IndexFile? file = null;
        try
        {
            file = IndexFile.Open(path, Pragmas);
            file.Write(db => Prepare(db, incarnation.ToString()));
            return new(file);
        }
        catch (SqliteException fault)
        {
            file?.Dispose();
            throw new IOException($"The due log {path} can not be read ({fault.Message}): restore it from a backup, or move it away to begin a new one.", fault);
        }
    }

    /// <summary>Enters what is not in yet: the same thing is noticed once.</summary>
    public void Add(IReadOnlyList<OpenDue> items, Instant noticed) => file.Write(db =>
    {
        foreach (var item in items)
            db.Run("""
                INSERT OR IGNORE INTO due (due_us, key, kind, party, other, customer, stream, subject, noticed_us)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                item.DueMicros, item.Key, item.Kind, item.Party, item.Other, item.Customer, item.Stream, item.Subject, noticed.Micros);
    });

    /// <summary>Everything of an erased customer.</summary>
    public void Forget(Guid stream)
    {
        var gone = 0;
        file.Write(db => gone = db.Run("DELETE FROM due WHERE stream = $1", IndexRows.Blob(stream)));
        if (gone > 0) file.MustTruncate();
    }

    public void TruncateIfDue() => file.TruncateIfDue();

    public T Read<T>(Func<IndexConnection, T> read) => file.Read(read);

    public void Dispose() => file.Dispose();

    // After a restore other things came due; what is known of another past is wrong here.
    static void Prepare(IndexConnection db, string incarnation)
    {
        if (db.Query("SELECT count(*) FROM sqlite_schema WHERE name = 'due'", row => row.GetInt32(0)) is [0]) db.Execute(Scripts.Due);
        if (db.Query("SELECT value FROM meta WHERE name = 'incarnation'", row => row.GetString(0)) is [var known] && known == incarnation) return;
        db.Run("DELETE FROM due");
        db.Run("INSERT OR REPLACE INTO meta (name, value) VALUES ('incarnation', $1)", incarnation);
    }
}

/// <summary>A row of `ix_due` that has not been noticed yet, as it is stored.</summary>
sealed record OpenDue(
    long DueMicros, string Key, string Kind, string Party, string? Other, string? Customer, byte[]? Stream, string Subject)
{
    public const string Columns = "due_us, key, kind, party, other, customer, stream, subject";

    public static OpenDue Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5),
        row.IsDBNull(6) ? null : (byte[])row.GetValue(6), row.GetString(7));
}
