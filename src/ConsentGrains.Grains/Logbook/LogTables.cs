using ConsentGrains.Core;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Logbook;

/// <summary>The statements of the log. Each runs in the caller's transaction.</summary>
static class LogTables
{
    /// <summary>The tables, as a file beside this one.</summary>
    public static string Script
    {
        get
        {
            using var stream = typeof(LogTables).Assembly.GetManifestResourceStream($"{typeof(LogTables).Namespace}.decisions.sql")
                ?? throw new FileNotFoundException("decisions.sql is not in the assembly");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    public static void Insert(IndexConnection db, IReadOnlyList<LogRow> rows) =>
        db.Run("INSERT INTO block (first_us, last_us, entries, names, body) VALUES ($1, $2, $3, $4, $5)",
            rows[0].Micros, rows[^1].Micros, rows.Count, BlockNames.Of(rows), LogBlock.Write(rows));

    /// <summary>A customer's number, once, whatever many entries tell of it.</summary>
    public static void Note(IndexConnection db, LogSubject subject, long micros) =>
        db.Run("INSERT INTO subject (stream, seen_us, customer) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET seen_us = excluded.seen_us, customer = excluded.customer",
            IndexRows.Blob(subject.Seal.Stream), micros, subject.Sealed());

    public static byte[]? Customer(IndexConnection db, Guid stream) =>
        db.Query("SELECT customer FROM subject WHERE stream = $1", row => (byte[])row.GetValue(0), IndexRows.Blob(stream)) is [var closed] ? closed : null;

    public static bool Forget(IndexConnection db, Guid stream) => db.Run("DELETE FROM subject WHERE stream = $1", IndexRows.Blob(stream)) > 0;

    /// <summary>Losses that ended at the same moment are one.</summary>
    public static void Insert(IndexConnection db, LostEntries lost) =>
        db.Run("""
            INSERT INTO lost (until_us, from_us, rows) VALUES ($1, $2, $3)
            ON CONFLICT DO UPDATE SET from_us = min(from_us, excluded.from_us), rows = rows + excluded.rows
            """,
            lost.Until.Micros, lost.From.Micros, lost.Rows);

    public static void Replace(IndexConnection db, long first, IReadOnlyList<LogRow> rows) =>
        db.Run("UPDATE block SET names = $2, body = $3 WHERE first_us = $1", first, BlockNames.Of(rows), LogBlock.Write(rows));

    public static List<LogRow> Rows(IndexConnection db, long first) =>
        LogBlock.Read(db.Query("SELECT body FROM block WHERE first_us = $1", row => (byte[])row.GetValue(0), first)[0]);

    /// <summary>Blocks that may tell of a name.</summary>
    public static List<long> MayTellOf(IndexConnection db, BlockNames.Name name)
    {
        var found = db.Query("SELECT first_us, names FROM block", row => BlockNames.MayHold((byte[])row.GetValue(1), name) ? row.GetInt64(0) : (long?)null);
        return [.. found.OfType<long>()];
    }

    /// <returns>How many blocks.</returns>
    public static int Remove(IndexConnection db, Instant before)
    {
        db.Run("DELETE FROM lost WHERE until_us < $1", before.Micros);
        // Noted at most so long before its last entry.
        db.Run("DELETE FROM subject WHERE seen_us < $1", before.Micros - (Limits.LogSubjectHours * 3_600_000_000L));
        return db.Run("DELETE FROM block WHERE first_us IN (SELECT first_us FROM block WHERE first_us < $1 AND last_us < $1 ORDER BY first_us LIMIT $2)",
            before.Micros, Limits.LogBlocksPruned);
    }

    /// <inheritdoc cref="LogFile.Merge"/>
    public static long? Merge(IndexConnection db, long after, Instant before)
    {
        if (db.Query($"SELECT first_us FROM block WHERE entries <= {Limits.LogSmallBlock} AND first_us > $1 AND first_us < $2 ORDER BY first_us LIMIT 1",
            row => row.GetInt64(0), after, before.Micros) is not [var start]) return null;
        var run = Run(db, start, before);
        if (run.Count == 1) return start;
        var rows = new List<LogRow>();
        foreach (var first in run) rows.AddRange(Rows(db, first));
        db.Run("DELETE FROM block WHERE first_us >= $1 AND first_us <= $2", run[0], run[^1]);
        Insert(db, rows);
        // What follows may still fit into this one.
        return rows.Count <= Limits.LogSmallBlock ? start - 1 : start;
    }

    /// <summary>Small blocks that follow each other from one on, of the same hour, as many as make one.</summary>
    static List<long> Run(IndexConnection db, long start, Instant before)
    {
        const long hour = 3_600_000_000;
        var entries = 0;
        var ends = Math.Min(before.Micros, (start / hour * hour) + hour);
        // Each is looked at in a page of its own: one more than are taken, not all that might be.
        var run = db.QueryWhile("SELECT first_us, entries FROM block WHERE first_us >= $1 AND last_us < $2 ORDER BY first_us",
            row => (First: row.GetInt64(0), Entries: row.GetInt32(1)),
            next => next.Entries <= Limits.LogSmallBlock && (entries += next.Entries) <= Limits.LogEntriesPerBlock, start, ends);
        return run.Count == 0 ? [start] : [.. run.Select(each => each.First)];
    }
}
