using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Logbook;

/// <summary>The file of the log: `decisions.db`, or memory. What is removed is overwritten, in the write-ahead log too. Writes take turns.</summary>
sealed class LogFile : IDisposable
{
    /// <summary>INVARIANT (format): entries are kept for years. Tables of another number are refused, never changed in passing.</summary>
    const string Schema = "1";
    const string Open = "open";
    readonly Lock gate = new();
    readonly IndexFile file;
    readonly bool onDisk;
    readonly LogSecrets secrets = new();

    /// <summary>Streams erased while this process lives: an entry taken before its customer was erased may be written after it.</summary>
    readonly HashSet<Guid> forgotten = [];
    LogInsert? insert;
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
            file = IndexFile.Open(path, "PRAGMA synchronous=FULL;");
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
    /// <param name="seals">The seal of each entry's customer; null where there is none.</param>
    /// <param name="flush">On the disk when it returns; otherwise with the next flush, or within the system's own time.</param>
    public void Write(IReadOnlyList<LogEntry> entries, IReadOnlyList<SubjectSeal?> seals, DirectoryState directory, LostEntries? lost, bool flush)
    {
        lock (gate)
        {
            Flush(flush);
            insert ??= new(file.Writer, LogRows.InsertEntry);
            var micros = last;
            file.Write(db =>
            {
                for (var i = 0; i < entries.Count; i++)
                {
                    micros = Math.Max(micros + 1, entries[i].Time.Micros);
                    var seal = seals[i] is { } found && !forgotten.Contains(found.Stream) ? found : null;
                    LogRows.Insert(insert!, micros, entries[i], seal, secrets, directory);
                }

                if (lost is not null) LogRows.Insert(db, lost);
            });
            last = micros;
        }
    }

    /// <summary>Takes out all that is bound to an erased customer: what stays is that somebody asked something of somebody.</summary>
    public void Forget(Guid stream)
    {
        lock (gate)
        {
            forgotten.Add(stream);
            var changed = 0;
            file.Write(db => changed = db.Run("UPDATE entry SET stream = NULL, sealed = NULL WHERE stream = $1", IndexRows.Blob(stream)));
            if (changed > 0) file.MustTruncate();
        }
    }

    /// <summary>Removes one lot of what is older than a moment.</summary>
    /// <returns>How many entries; fewer than <see cref="Limits.LogEntriesPruned"/>: no older ones are left.</returns>
    public int Prune(Instant before)
    {
        lock (gate)
        {
            var gone = 0;
            file.Write(db =>
            {
                gone = db.Run("DELETE FROM entry WHERE time_us IN (SELECT time_us FROM entry WHERE time_us < $1 ORDER BY time_us LIMIT $2)",
                    before.Micros, Limits.LogEntriesPruned);
                db.Run("DELETE FROM lost WHERE until_us < $1", before.Micros);
            });
            if (gone > 0) file.MustTruncate();
            return gone;
        }
    }

    public void TruncateIfDue()
    {
        lock (gate) file.TruncateIfDue();
    }

    public T Read<T>(Func<IndexConnection, T> read) => file.Read(read);

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
        lock (gate)
        {
            insert?.Dispose();
            file.Dispose();
        }
    }

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
            db.Execute(LogScript.Tables);
            db.Run("INSERT INTO meta (name, value) VALUES ('schema', $1)", Schema);
        }

        if (db.Query("SELECT value FROM meta WHERE name = 'schema'", row => row.GetString(0)) is not [Schema])
            throw new IOException("The decision log was made by another version of the program: start that one, or move the file away to begin a new one.");
        last = db.Query("SELECT coalesce(max(time_us), 0) FROM entry", row => row.GetInt64(0))[0];
        if (db.Query("SELECT value FROM meta WHERE name = $1", row => row.GetString(0), Open) is [var opened])
            LogRows.Insert(db, new(new(Math.Max(last, long.Parse(opened, System.Globalization.CultureInfo.InvariantCulture))), now, null));
        db.Run("INSERT OR REPLACE INTO meta (name, value) VALUES ($1, $2)", Open, now.Micros.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>The tables, as a file beside this one.</summary>
static class LogScript
{
    public static string Tables
    {
        get
        {
            using var stream = typeof(LogScript).Assembly.GetManifestResourceStream($"{typeof(LogScript).Namespace}.decisions.sql")
                ?? throw new FileNotFoundException("decisions.sql is not in the assembly");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
