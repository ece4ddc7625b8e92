namespace ConsentGrains.Journal.Sqlite;

/// <summary>The reads, each one statement (or a few, where told) on a connection of its own. What the indexes do not know yet is taken from
/// <see cref="Recent"/>, row by row.</summary>
sealed class SqliteReads(Recent recent)
{
    public StreamRows Load(Database db, NameHash name)
    {
        var later = recent.Of(name);
        if (later.Count == 0) return LoadIndexed(db, name);
        // Both parts must see one state of the file: an erasure in between would take the key away from the second.
        db.Execute("BEGIN");
        try
        {
            var rows = LoadIndexed(db, name);
            if (rows.Erased || rows.Id == Guid.Empty) return rows;
            foreach (var row in later)
                if (row.Version == rows.SnapshotVersion) rows.SnapshotMicros = row.Micros;
            AddLater(db, rows.Events, later, Math.Max(rows.SnapshotVersion, LastVersion(rows.Events)), long.MaxValue, int.MaxValue);
            return rows;
        }
        finally
        {
            db.Execute("ROLLBACK");
        }
    }

    public List<ReadRow> Stream(Database db, NameHash name, int afterVersion, long upToMicros)
    {
        var later = recent.Of(name);
        var s = db[Sql.ReadStream].Bind(1, name).Bind(2, afterVersion).Bind(3, upToMicros).Bind(4, Limits.PageRows);
        var rows = RowReading.Events(s, null, null);
        AddLater(db, rows, later, Math.Max(afterVersion, LastVersion(rows)), upToMicros, Limits.PageRows);
        // Erased meanwhile: the name finds nothing any more.
        return rows.Exists(r => r.Owner == StreamOwner.Erased) ? [] : rows;
    }

    public List<ReadRow> Partition(Database db, PartitionId partition, long after)
    {
        var later = recent.Of(partition, after);
        var s = db[Sql.ReadPartition].Bind(1, partition.Value).Bind(2, after).Bind(3, Limits.PageRows);
        var rows = RowReading.Events(s, partition, after);
        var last = rows is [.., var end] ? end.Event.Position : after;
        foreach (var row in later)
            if (row.Position > last && rows.Count < Limits.PageRows) Add(db, rows, row);
        return rows;
    }

    public StreamHead Head(Database db, NameHash name)
    {
        var version = recent.VersionOf(name);
        var live = db[Sql.FindHead].Bind(1, name).Bind(2, version);
        if (live.Step())
        {
            var head = new StreamHead(live.Guid(0), live.Int(1), live.Int(2) != 0, false);
            live.Reset();
            return head;
        }
        var erased = db[Sql.FindErased].Bind(1, name).Bind(2, version);
        if (!erased.Step()) return default;
        var gone = new StreamHead(erased.Guid(0), erased.Int(1), false, true);
        erased.Reset();
        return gone;
    }

    /// <summary>The last row of a partition, or none.</summary>
    List<ReadRow> Last(Database db, PartitionId partition)
    {
        if (recent.LastOf(partition) is not { } row) return RowReading.Events(db[Sql.ReadHead].Bind(1, partition.Value), partition, null);
        var rows = new List<ReadRow>();
        Add(db, rows, row);
        return rows;
    }

    static void AddLater(Database db, List<ReadRow> rows, List<RecentRow> later, int afterVersion, long upToMicros, int page)
    {
        foreach (var row in later)
            if (row.Version > afterVersion && row.Micros <= upToMicros && rows.Count < page) Add(db, rows, row);
    }

    static void Add(Database db, List<ReadRow> rows, RecentRow row)
    {
        var s = db[Sql.ReadOne].Bind(1, row.Id).Bind(2, row.Before);
        rows.AddRange(RowReading.Events(s, row.Partition, row.Position - 1));
    }

    static int LastVersion(List<ReadRow> rows) => rows is [.., var last] ? last.Event.Version : 0;

    static StreamRows LoadIndexed(Database db, NameHash name)
    {
        var s = db[Sql.Load].Bind(1, name);
        try
        {
            return s.Step() ? Load(s) : StreamRows.None;
        }
        catch (SqliteFault fault) when (fault.IsDamage)
        {
            throw fault.ForReader(null, null);
        }
        finally
        {
            s.Reset();
        }
    }

    static StreamRows Load(Statement s)
    {
        const int erased = RowReading.Columns, id = erased + 1, partition = id + 1, version = partition + 1, snapshot = version + 1, newest = snapshot + 2;
        if (!s.IsNull(erased)) return StreamRows.Gone;
        if (s.IsNull(id)) return StreamRows.None;
        var rows = new StreamRows
        {
            Id = s.Guid(id),
            Partition = new(s.Int(partition)),
            Wrapped = s.BytesOrNull(12),
            SnapshotVersion = s.Int(version),
            Snapshot = s.BytesOrNull(snapshot),
            SnapshotMicros = s.Long(snapshot + 1),
        };
        var indexed = s.IsNull(newest) ? 0 : s.Int(newest);
        // A row that an index names and that is gone leaves a gap, which whoever reads the rows reports.
        do
        {
            if (!s.IsNull(0)) rows.Events.Add(RowReading.Event(s));
        }
        while (s.Step());
        return indexed <= Math.Max(rows.SnapshotVersion, LastVersion(rows.Events))
            ? rows
            : throw new JournalDamagedException(rows.Partition, null, $"version {indexed} of stream {rows.Id} is missing");
    }

    /// <summary>Epochs and last rows, in one read transaction.</summary>
    public IReadOnlyList<PartitionHead> Heads(Database db)
    {
        db.Execute("BEGIN");
        try
        {
            var heads = new List<PartitionHead>();
            var epochs = db[Sql.ReadEpochs];
            while (epochs.Step()) heads.Add(new(new(epochs.Int(0)), epochs.IsNull(1) ? null : epochs.Text(1), epochs.Long(2), null));
            for (var i = 0; i < heads.Count; i++)
                if (Last(db, heads[i].Partition) is [var last]) heads[i] = heads[i] with { Last = last };
            return heads;
        }
        finally
        {
            db.Execute("ROLLBACK");
        }
    }

    public static SubjectRow? Subject(Database db, NameHash name)
    {
        var s = db[Sql.FindSubject].Bind(1, name);
        if (!s.Step()) return null;
        var row = new SubjectRow(s.Guid(0), s.BytesOrNull(1));
        s.Reset();
        return row;
    }

    public static byte[]? Key(Database db, Guid stream)
    {
        var s = db[Sql.FindKey].Bind(1, stream);
        if (!s.Step()) return null;
        var wrapped = s.BytesOrNull(0);
        s.Reset();
        return wrapped;
    }

    public static Guid? StreamId(Database db, NameHash name)
    {
        var s = db[Sql.FindStreamId].Bind(1, name);
        if (!s.Step()) return null;
        var id = s.Guid(0);
        s.Reset();
        return id;
    }

    public static CommandRow? Command(Database db, CommandRef key)
    {
        var s = db[Sql.FindCommand].Bind(1, key.Stream).Bind(2, key.Actor).Bind(3, key.Key);
        if (!s.Step()) return null;
        var row = new CommandRow(key.Stream, key.Actor, key.Key, s.Hash(0), s.Int(1), s.Long(2));
        s.Reset();
        return row;
    }

    public static List<ErasureRow> Erasures(Database db)
    {
        var rows = new List<ErasureRow>();
        var s = db[Sql.ReadErasures];
        while (s.Step()) rows.Add(new(s.Hash(0), s.Guid(1), s.Long(2)));
        return rows;
    }

    public static List<CheckpointRow> Checkpoints(Database db, long after)
    {
        var rows = new List<CheckpointRow>();
        var s = db[Sql.ReadCheckpoints].Bind(1, after).Bind(2, Limits.PageRows);
        while (s.Step()) rows.Add(RowReading.Checkpoint(s));
        return rows;
    }

    public static CheckpointRow? LastCheckpoint(Database db)
    {
        var s = db[Sql.LastCheckpoint];
        if (!s.Step()) return null;
        var row = RowReading.Checkpoint(s);
        s.Reset();
        return row;
    }

    /// <summary>SQLite's own check of pages, and whether the tables that find events name them all.</summary>
    public static bool Check(Database db)
    {
        var s = db["PRAGMA integrity_check(1)"];
        var said = s.Step() ? s.Text(0) : "";
        s.Reset();
        if (!string.Equals(said, "ok", StringComparison.Ordinal)) throw new JournalDamagedException(null, null, said);
        var missing = db[Sql.Misindexed];
        var count = missing.Step() ? missing.Long(0) : 0;
        missing.Reset();
        return count == 0 ? true : throw new JournalDamagedException(null, null, $"the indexes do not name {count} of the events");
    }
}
