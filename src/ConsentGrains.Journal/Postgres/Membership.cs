using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Takes and gives back single partitions, for a process that shares a journal with others; as <see cref="Ownership"/> does it for one that takes all.
/// Used by one caller at a time.</summary>
sealed class Membership(Connections connections, Lease lease, string owner) : IAsyncDisposable
{
    const string Enter = "INSERT INTO silo (id, place, beat, seen, dead, address, directory) VALUES ($1, $2, 0, now(), false, $3, 0)";

    // The look writes, too: where that is not possible, the others' beats were not either, and their standing still says nothing.
    const string Look =
        "WITH mine AS (UPDATE silo SET seen = now() WHERE id = $1) SELECT s.id, s.beat, s.dead, s.place, s.address, s.directory FROM silo s";

    const string Owners = "SELECT owner FROM partition ORDER BY id";
    const string LockOne = "SELECT owner FROM partition WHERE id = $1 FOR UPDATE";
    const string TakeOne = "UPDATE partition SET owner = $2, epoch = epoch + 1 WHERE id = $1 RETURNING settled_us";

    readonly Watch watch = new(lease);
    NpgsqlConnection? connection;

    public async Task EnterAsync(string address, CancellationToken cancel)
    {
        await Ownership.RunAsync(await OpenAsync(cancel), Ownership.Tidy, cancel, Limits.SiloKeptDays);
        await Ownership.RunAsync(await OpenAsync(cancel), Enter, cancel, owner, (object?)ProcessPlace.Here() ?? DBNull.Value, address);
    }

    public Task<Standing> LookAsync(CancellationToken cancel) => GuardedAsync(async open =>
    {
        var rows = await ReadAsync(open, Look, SiloRow.Read, cancel, owner);
        watch.Look(rows.FindAll(row => row.Id != owner));
        var owners = await ReadAsync(open, Owners, r => r.IsDBNull(0) ? null : r.GetString(0), cancel);
        return new Standing(owner, [.. rows.Select(row => new Member(row.Id, row.Address, !IsGone(row.Id), row.Directory))], owners);
    }, cancel);

    /// <summary>In one transaction: whoever was found gone is marked dead only if its beat is still the one seen, and the epoch rises.</summary>
    /// <returns>As <see cref="ISharedStore.TryClaimAsync"/>.</returns>
    public async Task<long?> TryTakeAsync(PartitionId partition, CancellationToken cancel)
    {
        await LookAsync(cancel);
        return await GuardedAsync(async open =>
        {
            await using var transaction = await open.BeginTransactionAsync(cancel);
            var holder = (await ReadAsync(open, LockOne, r => r.IsDBNull(0) ? null : r.GetString(0), cancel, partition.Value))[0];
            if (holder is not null && holder != owner && !await IsOverAsync(open, holder, cancel)) return default(long?);
            var settled = await ReadAsync(open, TakeOne, r => r.GetInt64(0), cancel, partition.Value, owner);
            await transaction.CommitAsync(cancel);
            return settled[0];
        }, cancel);
    }

    public Task ReleaseAsync(PartitionId partition, long settledMicros, CancellationToken cancel) =>
        GuardedAsync(open => Ownership.RunAsync(open, Sql.Release, cancel, partition.Value, owner, settledMicros), cancel);

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }

    bool IsGone(string id) => watch.Gone.Any(row => row.Id == id);

    /// <summary>Whether the holder can answer nothing any more, for good.</summary>
    async Task<bool> IsOverAsync(NpgsqlConnection open, string holder, CancellationToken cancel)
    {
        // Without a row it has left.
        if ((await ReadAsync(open, "SELECT dead FROM silo WHERE id = $1", r => r.GetBoolean(0), cancel, holder)) is not [var dead] || dead) return true;
        return watch.Gone.FirstOrDefault(row => row.Id == holder) is { } gone && await Ownership.RunAsync(open, Ownership.MarkDead, cancel, holder, gone.Beat) == 1;
    }

    async Task<T> GuardedAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await work(await OpenAsync(cancel));
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault) && !cancel.IsCancellationRequested)
        {
            watch.Forget();
            await DisposeAsync();
            throw PostgresFault.ForReader(fault);
        }
        catch (OperationCanceledException)
        {
            await DisposeAsync();
            throw;
        }
    }

    async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel) => connection ??= await connections.OpenAsync(cancel);

    static async Task<List<T>> ReadAsync<T>(NpgsqlConnection open, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, open);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await PostgresRows.AllAsync(rows, read, cancel);
    }
}
