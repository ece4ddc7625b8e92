using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The reads: each one statement on a connection of the pool.</summary>
sealed class PostgresReads(Connections connections)
{
    /// <summary>One statement for a stream that is there. INVARIANT (load-then-erasure): an erasure takes the name from the stream in the same transaction in
    /// which it writes its own row; a name without a stream that was erased by then is found here.</summary>
    public async ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel)
    {
        var key = name.ToArray();
        if (await ReadAsync(Sql.Load, PostgresRows.LoadAsync, cancel, key) is { } rows) return rows;
        return await OneAsync(Sql.FindErasure, r => (Guid?)r.GetGuid(0), cancel, key) is null ? StreamRows.None : StreamRows.Gone;
    }

    public ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel) =>
        OneAsync(Sql.FindSubject, r => new SubjectRow?(new(r.GetGuid(0), PostgresRows.BytesOrNull(r, 1))), cancel, name.ToArray());

    public ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel) => OneAsync(Sql.FindKey, r => PostgresRows.BytesOrNull(r, 0), cancel, stream);

    public ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel) =>
        OneAsync(Sql.FindCommand, r => PostgresRows.Command(r, new(r.GetGuid(3), actor, key)), cancel, name.ToArray(), actor, key.ToArray());

    public ValueTask<List<ReadRow>> StreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel) =>
        AllAsync(Sql.ReadStream, PostgresRows.Event, cancel, name.ToArray(), afterVersion, upToMicros, Limits.PageRows);

    public ValueTask<List<ReadRow>> PartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        AllAsync(Sql.ReadPartition, PostgresRows.Event, cancel, partition.Value, afterPosition, Limits.PageRows);

    public ValueTask<List<PartitionHead>> HeadsAsync(CancellationToken cancel) => AllAsync(Sql.ReadHeads, PostgresRows.Head, cancel);

    public ValueTask<List<ErasureRow>> ErasuresAsync(CancellationToken cancel) => AllAsync(Sql.ReadErasures, PostgresRows.Erasure, cancel);

    public ValueTask<List<CheckpointRow>> CheckpointsAsync(long afterN, CancellationToken cancel) =>
        AllAsync(Sql.ReadCheckpoints, PostgresRows.Checkpoint, cancel, afterN, Limits.PageRows);

    public ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel) => OneAsync(Sql.LastCheckpoint, PostgresRows.Checkpoint, cancel);

    ValueTask<List<T>> AllAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values) =>
        ReadAsync(sql, (r, c) => PostgresRows.AllAsync(r, read, c), cancel, values);

    ValueTask<T?> OneAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values) =>
        ReadAsync(sql, async (r, c) => await r.ReadAsync(c) ? read(r) : default, cancel, values);

    async ValueTask<T> ReadAsync<T>(string sql, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancel, params object[] values)
    {
        try
        {
            try
            {
                return await ReadOnceAsync(sql, read, values, cancel);
            }
            // The pool does not know which of its connections a restart has ended; a read may be made again.
            catch (NpgsqlException ended) when (PostgresFault.EndedSession(ended) && !cancel.IsCancellationRequested)
            {
                connections.ForgetIdle();
                return await ReadOnceAsync(sql, read, values, cancel);
            }
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault) && !cancel.IsCancellationRequested)
        {
            throw PostgresFault.ForReader(fault);
        }
    }

    async ValueTask<T> ReadOnceAsync<T>(string sql, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, object[] values, CancellationToken cancel)
    {
        await using var connection = await connections.ReadAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await read(reader, cancel);
    }
}
