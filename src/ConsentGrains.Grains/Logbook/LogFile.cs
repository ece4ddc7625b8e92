using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Grains.Index;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Logbook;

/// <summary>What is written together.</summary>
/// <param name="Row">Makes the entry of a number, at a place or a later one.</param>
/// <param name="About">Whom each entry is about; null where there is nobody.</param>
sealed record LogLot(int Count, Func<int, long, LogRow> Row, IReadOnlyList<LogSubject?> About)
{
    public LostEntries? Lost { get; init; }

    /// <summary>On the disk when it is written; otherwise with the next flush, or within the system's own time.</summary>
    public bool Flush { get; init; }
}

/// <summary>The file of the log: `decisions.db`, or memory. Entries lie in blocks, in their order; no two blocks share a time.
/// What is removed is overwritten, in the write-ahead log too. Writes take turns.</summary>
sealed class LogFile : IDisposable
{
    /// <summary>INVARIANT (format): entries are kept for years. Tables of another number are refused, never changed in passing.</summary>
    const string Schema = "2";
    const string Open = "open";
    readonly Lock gate = new();
    readonly IndexFile file;
    readonly bool onDisk;

    /// <summary>Streams erased while this process lives: an entry taken before its customer was erased may be written after it.</summary>
    readonly HashSet<Guid> forgotten = [];
    bool flushes = true;
    long last;

    LogFile(IndexFile file, bool onDisk) => (this.file, this.onDisk) = (file, onDisk);

    /// <param name="path">Null = in memory.</param>
    /// <exception cref="IOException">It can not be opened, or it is not a log of this version.</exception>
    public static LogFile OpenAt(string? path, Instant now)
    {
        IndexFile? file = null;
        try
        {
            file = IndexFile.Open(path, "PRAGMA synchronous=FULL;", Limits.LogPageBytes);
            var log = new LogFile(file, path is not null);
            file.Write(db => log.Prepare(db, now));
            return log;
        }
        catch (SqliteException fault)
        {
            file?.Dispose();
            throw new IOException($"The decision log {path} can not be read ({fault.Message}): restore it from a backup, or move it away to begin a new one.", fault);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Writes entries in their order, and what was lost before them, whole or not at all.</summary>
    public void Write(LogLot lot)
    {
        lock (gate)
        {
            Flush(lot.Flush);
            var micros = last;
            var noted = new List<(LogSubject Subject, long Micros)>();
            file.Write(db =>
            {
                var each = EntriesPerBlock(lot.Count);
                for (var from = 0; from < lot.Count; from += each)
                {
                    var rows = new List<LogRow>(each);
                    for (var i = from; i < Math.Min(lot.Count, from + each); i++)
                    {
                        rows.Add(Kept(lot.Row(i, micros + 1)));
                        micros = rows[^1].Micros;
                        if (rows[^1].Stream is null || lot.About[i] is not { } subject || !subject.IsDue(micros)) continue;
                        LogTables.Note(db, subject, micros);
                        noted.Add((subject, micros));
                    }

                    LogTables.Insert(db, rows);
                }

                if (lot.Lost is { } lost) LogTables.Insert(db, lost);
            });
            last = micros;
            foreach (var (subject, at) in noted) subject.SeenMicros = at;
        }
    }

    /// <summary>Takes out all that is bound to an erased customer: what stays is that somebody asked something of somebody.</summary>
    public void Forget(Guid stream)
    {
        lock (gate)
        {
            forgotten.Add(stream);
            var changed = false;
            file.Write(db =>
            {
                foreach (var first in LogTables.MayTellOf(db, BlockNames.Of(stream)))
                {
                    var rows = LogTables.Rows(db, first);
                    if (!rows.Exists(row => row.Stream == stream)) continue;
                    LogTables.Replace(db, first, [.. rows.Select(Kept)]);
                    changed = true;
                }

                changed |= LogTables.Forget(db, stream);
            });
            if (changed) file.MustTruncate();
        }
    }

    /// <summary>Removes one lot of blocks of which every entry is older than a moment.</summary>
    /// <returns>True: there may be more.</returns>
    public bool Prune(Instant before)
    {
        lock (gate)
        {
            var gone = 0;
            file.Write(db => gone = LogTables.Remove(db, before));
            if (gone > 0) file.MustTruncate();
            return gone >= Limits.LogBlocksPruned;
        }
    }

    /// <summary>Makes one block of small ones that follow each other, of one hour.</summary>
    /// <param name="after">Where to look on: the first time of the block the last call came to.</param>
    /// <param name="before">Younger ones are left for later: more may follow them.</param>
    /// <returns>Where it came to; null where there are no more.</returns>
    public long? Merge(long after, Instant before)
    {
        lock (gate)
        {
            Flush(false);
            long? cameTo = null;
            file.Write(db => cameTo = LogTables.Merge(db, after, before));
            return cameTo;
        }
    }

    public void TruncateIfDue()
    {
        lock (gate) file.TruncateIfDue();
    }

    /// <summary>All that is read is of one moment.</summary>
    public T Read<T>(Func<IndexConnection, T> read) => file.Read(db =>
    {
        db.Execute("BEGIN");
        try
        {
            return read(db);
        }
        finally
        {
            db.Execute("COMMIT");
        }
    });

    /// <summary>Says that nothing is missing at the end.</summary>
    public void CloseCleanly()
    {
        lock (gate)
        {
            Flush(true);
            file.Write(db => db.Run("DELETE FROM meta WHERE name = $1", Open));
        }
    }

    public void Dispose()
    {
        lock (gate) file.Dispose();
    }

    /// <summary>Blocks of one size, so that no small one is left over, which would have to be merged later.</summary>
    static int EntriesPerBlock(int entries)
    {
        var blocks = Math.Max(1, (entries + Limits.LogEntriesPerBlock - 1) / Limits.LogEntriesPerBlock);
        return (entries + blocks - 1) / blocks;
    }

    LogRow Kept(LogRow row) => row.Stream is { } stream && forgotten.Contains(stream) ? row with { Stream = null, Sealed = null } : row;

    void Flush(bool flush)
    {
        if (!onDisk || flushes == flush) return;
        file.Writer.Execute(flush ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        flushes = flush;
    }

    void Prepare(IndexConnection db, Instant now)
    {
        if (db.Query("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'", row => row.GetInt32(0)) is [0])
        {
            db.Execute(LogTables.Script);
            db.Run("INSERT INTO meta (name, value) VALUES ('schema', $1)", Schema);
        }

        if (db.Query("SELECT value FROM meta WHERE name = 'schema'", row => row.GetString(0)) is not [Schema])
            throw new IOException("The decision log was made by another version of the program: start that one, or move the file away to begin a new one.");
        last = db.Query("SELECT coalesce(max(last_us), 0) FROM block", row => row.GetInt64(0))[0];
        if (db.Query("SELECT value FROM meta WHERE name = $1", row => row.GetString(0), Open) is [var opened])
            LogTables.Insert(db, new LostEntries(new(Math.Max(last, long.Parse(opened, CultureInfo.InvariantCulture))), now, null));
        db.Run("INSERT OR REPLACE INTO meta (name, value) VALUES ($1, $2)", Open, now.Micros.ToString(CultureInfo.InvariantCulture));
    }
}
