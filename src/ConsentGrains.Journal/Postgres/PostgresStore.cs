using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>A journal in a PostgreSQL database, owned by one process at a time under epochs.</summary>
sealed class PostgresStore(Connections connections, Lease lease, Action<string>? standBy) : ISharedStore
{
    readonly Ownership ownership = new(connections, lease, standBy);
    readonly PostgresWriter writer = new(connections);
    readonly PostgresReads reads = new(connections);
    Beat? beat;
    Membership? membership;
    string? owner;

    public string Kind => "postgres";

    public bool IsHeld => beat is { IsHeld: true };

    public Task<string> TakenOver => beat?.TakenOver ?? Never.Ends;

    public async ValueTask<StoreMeta> OpenAsync(StoreMeta fresh, CancellationToken cancel)
    {
        try
        {
            // Not the writer's: that prepares its statement, which needs the tables.
            await using var connection = await connections.OpenAsync(cancel);
            await PostgresSchema.CheckAsync(connection, cancel);
            await Durability.CheckAsync(connection, cancel);
            return await ReadMetaAsync(connection, cancel) ?? await MakeMetaAsync(connection, fresh, cancel);
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault) && !cancel.IsCancellationRequested)
        {
            throw PostgresFault.ForReader(fault);
        }
    }

    public async ValueTask ClaimAsync(string owner, CancellationToken cancel)
    {
        await ownership.ClaimAsync(owner, cancel);
        this.owner = owner;
        beat = new(connections, owner, lease);
        await beat.StartAsync(cancel);
    }

    public async ValueTask EnterAsync(string owner, string address, Func<long> directory, Action behind, CancellationToken cancel)
    {
        this.owner = owner;
        membership = new(connections, lease, owner);
        await membership.EnterAsync(address, cancel);
        beat = new(connections, owner, lease, new(directory, behind));
        await beat.StartAsync(cancel);
    }

    public void BeatNow() => beat?.Soon();

    public async ValueTask<Standing> LookAsync(CancellationToken cancel) => await membership!.LookAsync(cancel);

    public async ValueTask<IReadOnlyList<SettledPartition>> TryClaimAsync(IReadOnlyList<PartitionId> partitions, CancellationToken cancel) =>
        await membership!.TryTakeAsync(partitions, cancel);

    public async ValueTask ReleaseAsync(IReadOnlyList<SettledPartition> partitions, CancellationToken cancel) => await membership!.ReleaseAsync(partitions, cancel);

    public async ValueTask<IReadOnlyList<PartitionHead>> LookAtHeadsAsync(CancellationToken cancel) => await reads.HeadsAsync(cancel);

    public async ValueTask<IReadOnlyList<PartitionHead>> ReadHeadsAsync(CancellationToken cancel)
    {
        await writer.SettleAsync(owner!, cancel);
        return await AllAsync(Sql.ReadHeads, PostgresRows.Head, cancel);
    }

    public async ValueTask<StreamHead[]> FindStreamsAsync(IReadOnlyList<NameHash> names)
    {
        byte[][] hashes = [.. names.Select(n => n.ToArray())];
        return [.. await AllAsync(Sql.FindStreams, PostgresRows.Stream, CancellationToken.None, new NpgsqlParameter<byte[][]> { TypedValue = hashes })];
    }

    public async ValueTask<CommandRow?[]> FindCommandsAsync(IReadOnlyList<CommandRef> keys)
    {
        var at = 0;
        return [.. await AllAsync(Sql.FindCommands, r => PostgresRows.Command(r, keys[at++]), CancellationToken.None,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(k => k.Stream)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Actor)] },
            new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(k => k.Key.ToArray())] })];
    }

    public ValueTask<CommitOutcome> CommitAsync(CommitGroup group) => writer.CommitAsync(group);

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    public ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel) => reads.LoadAsync(name, cancel);

    public ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel) => reads.FindSubjectAsync(name, cancel);

    public ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel) => reads.FindKeyAsync(stream, cancel);

    public ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel) =>
        reads.FindCommandAsync(name, actor, key, cancel);

    public ValueTask<List<ReadRow>> ReadStreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel) =>
        reads.StreamAsync(name, afterVersion, upToMicros, cancel);

    public ValueTask<List<ReadRow>> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        reads.PartitionAsync(partition, afterPosition, cancel);

    public ValueTask<List<ErasureRow>> ReadErasuresAsync(CancellationToken cancel) => reads.ErasuresAsync(cancel);

    public async ValueTask AddCheckpointAsync(CheckpointRow checkpoint, CancellationToken cancel)
    {
        var written = await writer.RunAsync(async connection =>
        {
            await using var add = new NpgsqlCommand(Sql.AddCheckpoint, connection)
            {
                Parameters = { new() { Value = checkpoint.N }, new() { Value = checkpoint.Heads }, new() { Value = checkpoint.Previous }, new() { Value = checkpoint.Signature }, new() { Value = owner! } },
            };
            return await add.ExecuteNonQueryAsync(cancel);
        }, cancel);
        if (written == 0) throw new JournalUnavailableException("another process took the journal over");
    }

    public ValueTask<List<CheckpointRow>> ReadCheckpointsAsync(long afterN, CancellationToken cancel) => reads.CheckpointsAsync(afterN, cancel);

    public ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel) => reads.LastCheckpointAsync(cancel);

    // The rows are proved by the chain; files and indexes are the server's own to check (data checksums, pg_amcheck).
    public ValueTask CheckAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // In this order: nothing is answered from here any more before somebody else may own the partitions.
        beat?.Dispose();
        await writer.DisposeAsync();
        if (membership is not null) await membership.DisposeAsync();
        if (owner is not null) await ownership.GiveBackAsync(owner);
        await connections.DisposeAsync();
    }

    ValueTask<List<T>> AllAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params NpgsqlParameter[] values) => writer.RunAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(value);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await PostgresRows.AllAsync(reader, read, cancel);
    }, cancel);

    /// <summary>Null: whose journal it is has not been written yet.</summary>
    internal static async Task<StoreMeta?> ReadMetaAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql.ReadMeta, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = await PostgresRows.AllAsync(reader, r => (Name: r.GetString(0), Value: PostgresRows.Bytes(r, 1)), cancel);
        var values = rows.ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal);
        if (!values.TryGetValue("incarnation", out var incarnation) || !values.TryGetValue("key_check", out var check)) return null;
        return incarnation.Length == 16
            ? new(StoreMeta.CurrentSchema, new Guid(incarnation, bigEndian: true), check)
            {
                Vault = values.GetValueOrDefault(MetaNames.Vault),
                Exchange = values.GetValueOrDefault(MetaNames.Exchange),
                Former = values.GetValueOrDefault(MetaNames.Former),
            }
            : throw new JournalDamagedException(null, null, "its incarnation is no id");
    }

    static async Task<StoreMeta> MakeMetaAsync(NpgsqlConnection connection, StoreMeta fresh, CancellationToken cancel)
    {
        await using var add = new NpgsqlCommand(Sql.AddMeta, connection)
        {
            Parameters = { new() { Value = fresh.Incarnation.ToByteArray(bigEndian: true) }, new() { Value = fresh.KeyCheck, NpgsqlDbType = NpgsqlDbType.Bytea } },
        };
        await add.ExecuteNonQueryAsync(cancel);
        // Another process may have been first.
        return await ReadMetaAsync(connection, cancel) ?? throw new JournalDamagedException(null, null, "its incarnation can not be read");
    }
}
