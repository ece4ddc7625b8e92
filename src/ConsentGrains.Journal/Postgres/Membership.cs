using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Takes and gives back some of the partitions, for a process that shares a journal with others; as <see cref="Ownership"/> does it for one that takes all.
/// Used by one caller at a time.</summary>
sealed class Membership(Connections connections, Lease lease, string owner) : IAsyncDisposable
{
    const string Enter = "INSERT INTO silo (id, place, beat, seen, dead, address, directory) VALUES ($1, $2, 0, now(), false, $3, 0)";

    // The look writes, too: where that is not possible, the others' beats were not either, and their standing still says nothing.
    const string Look =
        "WITH mine AS (UPDATE silo SET seen = now() WHERE id = $1) SELECT s.id, s.beat, s.dead, s.place, s.address, s.directory FROM silo s";

    const string Owners = "SELECT owner FROM partition ORDER BY id";
    const string LockSome = "SELECT id, owner FROM partition WHERE id = ANY ($1) ORDER BY id FOR UPDATE";
    const string TakeSome = "UPDATE partition SET owner = $2, epoch = epoch + 1 WHERE id = ANY ($1) RETURNING id, settled_us";

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

    /// <summary>In one transaction: whoever was found gone is marked dead only if its beat is still the one seen, and the epochs rise.</summary>
    /// <returns>As <see cref="ISharedStore.TryClaimAsync"/>.</returns>
    public async Task<List<SettledPartition>> TryTakeAsync(IReadOnlyList<PartitionId> partitions, CancellationToken cancel)
    {
        await LookAsync(cancel);
        return await GuardedAsync(async open =>
        {
            await using var transaction = await open.BeginTransactionAsync(cancel);
            var locked = await ReadAsync(open, LockSome, r => (Id: r.GetInt32(0), Holder: r.IsDBNull(1) ? null : r.GetString(1)), cancel, Numbers(partitions));
            var free = new HashSet<string>(StringComparer.Ordinal) { owner };
            foreach (var holder in locked.Select(row => row.Holder).OfType<string>().Where(holder => holder != owner).Distinct(StringComparer.Ordinal))
                if (await IsOverAsync(open, holder, cancel)) free.Add(holder);
            int[] taking = [.. locked.Where(row => row.Holder is null || free.Contains(row.Holder)).Select(row => row.Id)];
            if (taking.Length == 0) return [];
            var taken = await ReadAsync(open, TakeSome, r => new SettledPartition(new(r.GetInt32(0)), r.GetInt64(1)), cancel, taking, owner);
            await transaction.CommitAsync(cancel);
            return taken;
        }, cancel);
    }

    public Task ReleaseAsync(IReadOnlyList<SettledPartition> partitions, CancellationToken cancel) => GuardedAsync(open => Ownership.RunAsync(
        open, Sql.Release, cancel, Numbers([.. partitions.Select(one => one.Partition)]), owner, partitions.Select(one => one.Micros).ToArray()), cancel);

    static int[] Numbers(IReadOnlyList<PartitionId> partitions) => [.. partitions.Select(partition => partition.Value)];

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
