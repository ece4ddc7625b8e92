namespace ConsentGrains.Journal.Sqlite;

/// <summary>The subjects' keys in one file, for an exchange of the master key.</summary>
sealed class SqliteKeys(string path) : IKeyStore
{
    const string Count = "SELECT count(*) FROM subject_key";
    const string Read = "SELECT id, scope, wrapped FROM subject_key WHERE (id, scope) > (?1, ?2) ORDER BY id, scope LIMIT ?3";
    const string Replace = "UPDATE subject_key SET wrapped = ?3 WHERE id = ?1 AND scope = ?2";
    const string SetMeta = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const string DropMeta = "DELETE FROM meta WHERE name = ?1";

    LockFile? held;
    Database? opened;

    Database Db => opened!;

    public ValueTask<StoreMeta> OpenAsync(CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new JournalRefusedException("journal-missing", $"There is no journal {path}.");
        held = LockFile.TryTake(path + ".lock") ?? throw SqliteJournal.InUse(path);
        return ValueTask.FromResult(Guarded(() =>
        {
            opened = Database.OpenWriter(path);
            return SqliteSchema.ReadExisting(opened, path);
        }));
    }

    public ValueTask<long> CountAsync(CancellationToken cancel) => ValueTask.FromResult(Guarded(() =>
    {
        using var count = Db.Prepare(Count);
        count.Step();
        return count.Long(0);
    }));

    public ValueTask<IReadOnlyList<WrappedKey>> ReadAsync(WrappedKey? after, CancellationToken cancel) => ValueTask.FromResult(Guarded<IReadOnlyList<WrappedKey>>(() =>
    {
        var read = Db[Read].Bind(2, after?.Scope ?? "").Bind(3, Limits.KeysPerStep);
        read = after is { } last ? read.Bind(1, last.Id) : read.Bind(1, ReadOnlySpan<byte>.Empty);
        var rows = new List<WrappedKey>();
        while (read.Step()) rows.Add(new(read.Guid(0), read.Text(1), read.Bytes(2)));
        return rows;
    }));

    public ValueTask ReplaceAsync(IReadOnlyList<WrappedKey> keys, CancellationToken cancel) => InOne(() =>
    {
        foreach (var key in keys) Db[Replace].Bind(1, key.Id).Bind(2, key.Scope).Bind(3, key.Wrapped).Run();
    });

    public ValueTask WriteMetaAsync(IReadOnlyList<(string Name, byte[]? Value)> values, CancellationToken cancel) => InOne(() =>
    {
        foreach (var (name, value) in values)
        {
            if (value is null) Db[DropMeta].Bind(1, name).Run();
            else Db[SetMeta].Bind(1, name).Bind(2, value).Run();
        }
    });

    /// <summary>What is replaced is overwritten (secure_delete); its former pages lie in the log until that is cut.</summary>
    public ValueTask CleanAsync(CancellationToken cancel) => new(Task.FromResult(Guarded(() =>
    {
        Db.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return true;
    })));

    public ValueTask DisposeAsync()
    {
        opened?.Dispose();
        held?.Dispose();
        return ValueTask.CompletedTask;
    }

    ValueTask InOne(Action work)
    {
        Guarded(() =>
        {
            Db["BEGIN IMMEDIATE"].Run();
            work();
            Db["COMMIT"].Run();
            return true;
        });
        return ValueTask.CompletedTask;
    }

    T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteFault fault)
        {
            opened?.RollBack();
            throw fault.ForReader(null, null);
        }
    }
}
