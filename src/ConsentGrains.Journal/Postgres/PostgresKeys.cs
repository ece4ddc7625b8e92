using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The subjects' keys in a database, for an exchange of the master key, with the rights of the tables' owner: the server's role may not change a key.</summary>
sealed class PostgresKeys(Connections connections, Lease lease) : IKeyStore
{
    const string Count = "SELECT count(*) FROM subject_key";
    const string Read = "SELECT id, scope, wrapped FROM subject_key WHERE (id, scope) > ($1, $2) ORDER BY id, scope LIMIT $3";
    const string ReadFirst = "SELECT id, scope, wrapped FROM subject_key ORDER BY id, scope LIMIT $1";
    const string Replace =
        "UPDATE subject_key k SET wrapped = n.wrapped FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS n (id, scope, wrapped) WHERE k.id = n.id AND k.scope = n.scope";
    const string SetMeta = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const string DropMeta = "DELETE FROM meta WHERE name = $1";
    const string Others = "SELECT s.id, s.beat, s.dead, s.place, s.address, s.directory FROM silo s WHERE s.id <> $1";
    const string Held = "SELECT count(*) FROM (SELECT 1 FROM partition WHERE owner = $1 FOR SHARE) AS held";
    const string MayChange = "SELECT has_table_privilege('consent_journal.subject_key', 'UPDATE') AND has_table_privilege('consent_journal.meta', 'DELETE')";

    readonly NpgsqlConnection connection = connections.ForMigrations();
    readonly string owner = Admission.Owner();
    PostgresStore? whole;

    public ValueTask<StoreMeta> OpenAsync(CancellationToken cancel) => GuardedAsync(async () =>
    {
        await connection.OpenAsync(cancel);
        await PostgresSchema.CheckAsync(connection, cancel);
        await Durability.CheckAsync(connection, cancel);
        if (await ScalarAsync<bool>(MayChange, cancel) is false)
            throw new JournalUnavailableException("this role may not change keys: connect as the owner of the tables, as for `consent journal migrate`");
        whole = new(connections, lease, null);
        await whole.ClaimAsync(owner, cancel);
        await WaitUntilAloneAsync(cancel);
        return await PostgresStore.ReadMetaAsync(connection, cancel) ?? throw new JournalRefusedException("journal-missing", "The database holds no journal yet.");
    });

    public ValueTask<long> CountAsync(CancellationToken cancel) => GuardedAsync(() => ScalarAsync<long>(Count, cancel));

    public ValueTask<IReadOnlyList<WrappedKey>> ReadAsync(WrappedKey? after, CancellationToken cancel) => GuardedAsync<IReadOnlyList<WrappedKey>>(async () =>
    {
        await using var read = after is { } last
            ? new NpgsqlCommand(Read, connection) { Parameters = { new() { Value = last.Id }, new() { Value = last.Scope }, new() { Value = Limits.KeysPerStep } } }
            : new NpgsqlCommand(ReadFirst, connection) { Parameters = { new() { Value = Limits.KeysPerStep } } };
        await using var rows = await read.ExecuteReaderAsync(cancel);
        return await PostgresRows.AllAsync(rows, r => new WrappedKey(r.GetGuid(0), r.GetString(1), PostgresRows.Bytes(r, 2)), cancel);
    });

    public ValueTask ReplaceAsync(IReadOnlyList<WrappedKey> keys, CancellationToken cancel) => InOneAsync(() => RunAsync(Replace, cancel,
        new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(key => key.Id)] },
        new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Scope)] },
        new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(key => key.Wrapped)] }), cancel);

    public ValueTask WriteMetaAsync(IReadOnlyList<(string Name, byte[]? Value)> values, CancellationToken cancel) => InOneAsync(async () =>
    {
        foreach (var (name, value) in values)
        {
            if (value is null) await RunAsync(DropMeta, cancel, new NpgsqlParameter { Value = name });
            else await RunAsync(SetMeta, cancel, new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Bytea });
        }
    }, cancel);

    /// <summary>The former wrappings lie in the table's pages until they are vacuumed.</summary>
    public ValueTask CleanAsync(CancellationToken cancel) => new(GuardedAsync(() => RunAsync("VACUUM (FULL) subject_key", cancel)).AsTask());

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        if (whole is not null) await whole.DisposeAsync();
        else await connections.DisposeAsync();
    }

    /// <summary>A silo that owns nothing just now, or a server that stands by, has the former key in memory.</summary>
    async Task WaitUntilAloneAsync(CancellationToken cancel)
    {
        var watch = new Watch(lease);
        while (watch.Living(await OthersAsync(cancel)) is { } living)
        {
            if (watch.HasMoved) throw Ownership.InUse(living);
            await Task.Delay(lease.Every, cancel);
        }
    }

    async Task<List<SiloRow>> OthersAsync(CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand(Others, connection) { Parameters = { new() { Value = owner } } };
        await using var rows = await look.ExecuteReaderAsync(cancel);
        return await PostgresRows.AllAsync(rows, SiloRow.Read, cancel);
    }

    ValueTask InOneAsync(Func<Task> work, CancellationToken cancel) => new(GuardedAsync(async () =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await MustHoldAsync(cancel);
        await work();
        await transaction.CommitAsync(cancel);
        return true;
    }).AsTask());

    /// <summary>INVARIANT (exchange-owns): nothing is written unless every partition is still this process's, and nobody takes one before that is committed. Whoever slept for
    /// longer than a lease may find the journal served under the old key.</summary>
    async Task MustHoldAsync(CancellationToken cancel)
    {
        await using var held = new NpgsqlCommand(Held, connection) { Parameters = { new() { Value = owner } } };
        if (await held.ExecuteScalarAsync(cancel) is not (long)PartitionId.Count) throw new JournalUnavailableException("another process took the journal over");
    }

    async Task<int> RunAsync(string sql, CancellationToken cancel, params NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(value);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    async Task<T> ScalarAsync<T>(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }

    static async ValueTask<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault))
        {
            throw PostgresFault.ForReader(fault);
        }
    }
}
