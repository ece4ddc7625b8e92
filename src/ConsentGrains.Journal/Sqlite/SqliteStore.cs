namespace ConsentGrains.Journal.Sqlite;

/// <summary>A journal in one SQLite file: one writing connection, read-only ones beside it.</summary>
sealed class SqliteStore : IJournalStore
{
    readonly string path;
    readonly LockFile? held;
    readonly Database db;
    readonly Recent recent = new();
    readonly SqliteReads reads;
    readonly SqliteWriter writer;
    readonly LogMover mover;
    readonly Readers readers;
    string? owner;

    SqliteStore(string path, LockFile? held, Database db)
    {
        (this.path, this.held, this.db) = (path, held, db);
        reads = new(recent);
        writer = new(db, recent);
        mover = new(db, path);
        readers = new(path);
    }

    public string Kind => "sqlite";

    /// <summary>The writing connection, for tests that bring real faults about.</summary>
    public Database Writing => db;

    /// <param name="held">Null only in tests that go round the lock file.</param>
    public static SqliteStore Open(string path, LockFile? held)
    {
        try
        {
            return new(path, held, Database.OpenWriter(path));
        }
        catch (SqliteFault fault)
        {
            held?.Dispose();
            throw fault.ForReader(null, null);
        }
    }

    public ValueTask<StoreMeta> OpenAsync(StoreMeta fresh, CancellationToken cancel) =>
        ValueTask.FromResult(Write(() => SqliteSchema.ReadOrCreate(db, path, fresh)));

    public ValueTask ClaimAsync(string owner, CancellationToken cancel)
    {
        this.owner = owner;
        Write(() =>
        {
            db["BEGIN IMMEDIATE"].Run();
            for (var p = 0; p < PartitionId.Count; p++) db[Sql.Claim].Bind(1, p).Bind(2, owner).Run();
            db["COMMIT"].Run();
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeadsAsync(CancellationToken cancel) =>
        ValueTask.FromResult(Write(() =>
        {
            cancel.ThrowIfCancellationRequested();
            writer.Recall();
            return reads.Heads(db);
        }));

    public ValueTask<StreamHead[]> FindStreamsAsync(IReadOnlyList<NameHash> names) => ValueTask.FromResult(Write(() =>
    {
        var heads = new StreamHead[names.Count];
        for (var i = 0; i < heads.Length; i++) heads[i] = reads.Head(db, names[i]);
        return heads;
    }));

    public ValueTask<CommandRow?[]> FindCommandsAsync(IReadOnlyList<CommandRef> keys) => ValueTask.FromResult(Write(() =>
    {
        var rows = new CommandRow?[keys.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = SqliteReads.Command(db, keys[i]);
        return rows;
    }));

    public ValueTask<CommitOutcome> CommitAsync(CommitGroup group)
    {
        var outcome = writer.Commit(group);
        if (outcome.Kind == CommitKind.Committed) mover.Look();
        else mover.MakeRoom();
        return ValueTask.FromResult(outcome);
    }

    public async ValueTask IdleAsync()
    {
        if (!writer.LogHoldsErased) return;
        await mover.RestAsync();
        writer.EmptyLog();
    }

    public ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel) => Read(d => reads.Load(d, name), cancel);

    public ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel) => Read(d => SqliteReads.Subject(d, name), cancel);

    public ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel) => Read(d => SqliteReads.Key(d, stream), cancel);

    public ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel) =>
        Read(d => SqliteReads.StreamId(d, name) is { } stream ? SqliteReads.Command(d, new(stream, actor, key)) : null, cancel);

    public ValueTask<List<ReadRow>> ReadStreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel) =>
        Read(d => reads.Stream(d, name, afterVersion, upToMicros), cancel);

    public ValueTask<List<ReadRow>> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        Read(d => reads.Partition(d, partition, afterPosition), cancel);

    public ValueTask<List<ErasureRow>> ReadErasuresAsync(CancellationToken cancel) => Read(SqliteReads.Erasures, cancel);

    public ValueTask AddCheckpointAsync(CheckpointRow checkpoint, CancellationToken cancel)
    {
        Write(() =>
        {
            db[Sql.AddCheckpoint].Bind(1, checkpoint.N).Bind(2, checkpoint.Heads).Bind(3, checkpoint.Previous).Bind(4, checkpoint.Signature).Run();
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<List<CheckpointRow>> ReadCheckpointsAsync(long afterN, CancellationToken cancel) =>
        Read(d => SqliteReads.Checkpoints(d, afterN), cancel);

    public ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel) => Read(SqliteReads.LastCheckpoint, cancel);

    public async ValueTask CheckAsync(CancellationToken cancel) => await Read(SqliteReads.Check, cancel);

    public ValueTask DisposeAsync()
    {
        readers.Dispose();
        try
        {
            if (recent.Count > 0) writer.IndexAll();
            if (owner is not null) db[Sql.Release].Bind(1, owner).Run();
        }
        catch (SqliteFault)
        {
            // The next owner's claim takes the partitions all the same, and indexes what is left.
        }
        mover.Dispose();
        db.Dispose();
        held?.Dispose();
        return ValueTask.CompletedTask;
    }

    ValueTask<T> Read<T>(Func<Database, T> read, CancellationToken cancel) => ValueTask.FromResult(readers.Read(read, cancel));

    T Write<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteFault fault)
        {
            db.RollBack();
            throw fault.ForReader(null, null);
        }
    }
}
