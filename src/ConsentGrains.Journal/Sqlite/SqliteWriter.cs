using SQLitePCL;

namespace ConsentGrains.Journal.Sqlite;

/// <summary>Writes groups on the one writing connection.</summary>
sealed class SqliteWriter(Database db, Recent recent)
{
    readonly List<RecentRow> written = [];
    readonly long?[] before = new long?[PartitionId.Count];
    long lastId;

    /// <summary>Old pages of the log may still hold destroyed keys (those of a process that was killed, too); it is to be emptied.</summary>
    public bool LogHoldsErased { get; private set; } = true;

    public CommitOutcome Commit(CommitGroup group)
    {
        var indexes = recent.Count + group.Events.Count > Limits.RowsUnindexed;
        try
        {
            db["BEGIN IMMEDIATE"].Run();
            if ((Stale(group) ?? Overtaken()) is { } stale)
            {
                db.RollBack();
                return new(CommitKind.Fenced, stale);
            }
            Write(group);
            if (indexes) Index();
        }
        catch (SqliteFault fault)
        {
            return Undo(fault.IsConstraint ? CommitKind.Fenced : CommitKind.NotWritten, fault);
        }
        try
        {
            db["COMMIT"].Run();
        }
        catch (SqliteFault fault)
        {
            return Undo(CommitKind.Unknown, fault);
        }
        LogHoldsErased |= group.Erasures.Count > 0;
        lastId += written.Count;
        if (indexes) recent.Clear();
        else recent.Add(written);
        return CommitOutcome.Done;
    }

    /// <summary>Finds the rows that the indexes do not name, as after a crash. Others go on reading meanwhile, by what was known before; and also after it, should
    /// this fail.</summary>
    public void Recall()
    {
        var found = new List<RecentRow>();
        var last = new long?[PartitionId.Count];
        var rows = db[Sql.Unindexed];
        while (rows.Step())
        {
            var (id, partition) = (rows.Long(0), new PartitionId(rows.Int(1)));
            found.Add(new(id, last[partition.Value], partition, rows.Long(2), rows.Hash(3), rows.Int(4), rows.Long(5)));
            last[partition.Value] = id;
        }
        var newest = LastId();
        recent.Replace(found);
        lastId = newest;
    }

    /// <summary>Lets the indexes name every row.</summary>
    public void IndexAll()
    {
        db["BEGIN IMMEDIATE"].Run();
        Index();
        db["COMMIT"].Run();
        recent.Clear();
    }

    /// <summary>Moves the log into the file and empties it, unless a reader stands in the way: then another time.</summary>
    public void EmptyLog()
    {
        try
        {
            db.Execute("PRAGMA busy_timeout=0");
            using var checkpoint = db.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
            if (checkpoint.Step()) LogHoldsErased = checkpoint.Int(0) != 0;
        }
        catch (SqliteFault)
        {
            LogHoldsErased = true;
        }
        finally
        {
            db.Execute(FormattableString.Invariant($"PRAGMA busy_timeout={Limits.BusyTimeoutMilliseconds}"));
        }
    }

    CommitOutcome Undo(CommitKind kind, SqliteFault fault)
    {
        try
        {
            db.RollBack();
            return new(kind, fault.Message);
        }
        catch (SqliteFault second)
        {
            return new(CommitKind.Unknown, $"{fault.Message}; and at the rollback: {second.Message}");
        }
    }

    string? Stale(CommitGroup group)
    {
        var epochs = db[Sql.Epoch];
        foreach (var (partition, claimed) in group.Epochs)
        {
            var found = epochs.Bind(1, partition.Value).Step() ? epochs.Long(0) : 0;
            epochs.Reset();
            if (found != claimed) return $"partition {partition} has epoch {found}, not {claimed}";
        }
        return null;
    }

    void Write(CommitGroup group)
    {
        var streams = db[Sql.AddStream];
        foreach (var (id, partition, name) in group.Streams) streams.Bind(1, id).Bind(2, partition.Value).Bind(3, name).Run();
        var keys = db[Sql.AddKey];
        foreach (var (keyId, wrapped) in group.Keys) keys.Bind(1, keyId).Bind(2, wrapped).Run();
        WriteEvents(group.Events);
        var snapshots = db[Sql.SetSnapshot];
        foreach (var (id, version, bytes) in group.Snapshots) snapshots.Bind(1, id).Bind(2, version).Bind(3, bytes).Run();
        var commands = db[Sql.AddCommand];
        foreach (var row in group.Commands) Write(commands, row);
        foreach (var row in group.Erasures) Erase(row);
        db[Sql.DropExpired].Bind(1, group.ExpiredBefore).Bind(2, group.ExpiredAtMost).Run();
    }

    // Ids grow with every row; one that is not ours stands in the way of what the tails in memory would write.
    string? Overtaken() => LastId() is var found && found != lastId ? $"the newest row is {found}, not {lastId}" : null;

    long LastId()
    {
        var newest = db[Sql.LastId];
        newest.Step();
        var id = newest.Long(0);
        newest.Reset();
        return id;
    }

    void WriteEvents(List<EventRow> rows)
    {
        written.Clear();
        Array.Clear(before);
        var add = db[Sql.AddEvent];
        var id = lastId;
        foreach (var row in rows)
        {
            Write(add.Bind(12, ++id), row);
            Remember(id, row.Partition, row.Position, row.Name, row.Version, row.Micros);
        }
    }

    void Remember(long id, PartitionId partition, long position, NameHash name, int version, long micros)
    {
        ref var last = ref before[partition.Value];
        written.Add(new(id, last ?? recent.LastOf(partition)?.Id, partition, position, name, version, micros));
        last = id;
    }

    void Index()
    {
        db[Sql.IndexPositions].Run();
        db[Sql.IndexVersions].Run();
        db[Sql.MarkIndexed].Run();
    }

    static void Write(Statement s, EventRow row)
    {
        s.Bind(1, row.Partition.Value).Bind(2, row.Position).Bind(3, row.Stream).Bind(4, row.Version).Bind(5, row.Type);
        s.Bind(6, row.Micros).Bind(7, row.KeyId).Bind(8, row.Clear.Span).Bind(9, row.Sealed).Bind(10, row.Audience).Bind(11, row.Hash);
        s.Run();
    }

    static void Write(Statement s, CommandRow row) =>
        s.Bind(1, row.Stream).Bind(2, row.Actor).Bind(3, row.Key).Bind(4, row.BodyHash).Bind(5, row.Version).Bind(6, row.Expires).Run();

    void Erase(ErasureRow row)
    {
        db[Sql.DropKeys].Bind(1, row.Stream).Run();
        db[Sql.ForgetStream].Bind(1, row.Stream).Run();
        db[Sql.AddErasure].Bind(1, row.Name).Bind(2, row.Stream).Bind(3, row.Micros).Run();
    }
}
