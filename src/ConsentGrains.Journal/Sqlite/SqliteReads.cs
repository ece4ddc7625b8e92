namespace ConsentGrains.Journal.Sqlite;

/// <summary>The reads, each one statement (or a few, where told) on a connection of its own.</summary>
static class SqliteReads
{
    public static StreamRows Load(Database db, NameHash name)
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
        const int erased = RowReading.Columns, id = erased + 1, partition = id + 1, version = partition + 1, snapshot = version + 1;
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
        if (s.IsNull(0)) return rows;
        do rows.Events.Add(RowReading.Event(s)); while (s.Step());
        return rows;
    }

    public static List<ReadRow> Stream(Database db, NameHash name, int afterVersion, long upToMicros)
    {
        var s = db[Sql.ReadStream].Bind(1, name).Bind(2, afterVersion).Bind(3, upToMicros).Bind(4, Limits.PageRows);
        return RowReading.Events(s, null, null);
    }

    public static List<ReadRow> Partition(Database db, PartitionId partition, long after)
    {
        var s = db[Sql.ReadPartition].Bind(1, partition.Value).Bind(2, after).Bind(3, Limits.PageRows);
        return RowReading.Events(s, partition, after);
    }

    /// <summary>Epochs and last rows, in one read transaction.</summary>
    public static IReadOnlyList<PartitionHead> Heads(Database db)
    {
        db.Execute("BEGIN");
        try
        {
            var heads = new List<PartitionHead>();
            var epochs = db[Sql.ReadEpochs];
            while (epochs.Step()) heads.Add(new(new(epochs.Int(0)), epochs.IsNull(1) ? null : epochs.Text(1), epochs.Long(2), null));
            for (var i = 0; i < heads.Count; i++)
                if (RowReading.Events(db[Sql.ReadHead].Bind(1, heads[i].Partition.Value), heads[i].Partition, null) is [var last])
                    heads[i] = heads[i] with { Last = last };
            return heads;
        }
        finally
        {
            db.Execute("ROLLBACK");
        }
    }

    public static StreamHead Head(Database db, NameHash name)
    {
        var live = db[Sql.FindHead].Bind(1, name);
        if (live.Step())
        {
            var head = new StreamHead(live.Guid(0), live.Int(1), live.Int(2) != 0, false);
            live.Reset();
            return head;
        }
        var erased = db[Sql.FindErased].Bind(1, name);
        if (!erased.Step()) return default;
        var gone = new StreamHead(erased.Guid(0), erased.Int(1), false, true);
        erased.Reset();
        return gone;
    }

    public static SubjectRow? Subject(Database db, NameHash name)
    {
        var s = db[Sql.FindSubject].Bind(1, name);
        if (!s.Step()) return null;
        var row = new SubjectRow(s.Guid(0), s.BytesOrNull(1));
        s.Reset();
        return row;
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

    /// <summary>SQLite's own check of pages and indexes.</summary>
    public static bool Check(Database db)
    {
        var s = db["PRAGMA integrity_check(1)"];
        var said = s.Step() ? s.Text(0) : "";
        s.Reset();
        return string.Equals(said, "ok", StringComparison.Ordinal) ? true : throw new JournalDamagedException(null, null, said);
    }
}
