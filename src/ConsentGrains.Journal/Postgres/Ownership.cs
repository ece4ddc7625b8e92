using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Takes the partitions when they are free, when their owner is provably gone, or when its beat has stood still for longer than its lease can last;
/// and gives them back.</summary>
/// <param name="standBy">Told once who is waited for; null: an owner that lives is a refusal.</param>
sealed class Ownership(Connections connections, Lease lease, Action<string>? standBy)
{
    const string Enter =
        "INSERT INTO silo (id, place, beat, seen, dead) VALUES ($1, $2, 0, now(), false)";
    public const string Tidy = "DELETE FROM silo WHERE seen < now() - make_interval(days => $1) AND id NOT IN (SELECT owner FROM partition WHERE owner IS NOT NULL)";

    // The look is a beat, too: where that can not be written, the owner's could not be either, and its standing still says nothing.
    const string Look =
        "WITH mine AS (UPDATE silo SET beat = beat + 1, seen = now() WHERE id = $1) " +
        "SELECT o.owner, s.beat, s.dead, s.place FROM (SELECT DISTINCT owner FROM partition WHERE owner IS NOT NULL AND owner <> $1) o LEFT JOIN silo s ON s.id = o.owner";

    const string LockAll = "SELECT id FROM partition ORDER BY id FOR UPDATE";
    public const string MarkDead = "UPDATE silo SET dead = true WHERE id = $1 AND beat = $2 AND NOT dead";
    const string Take = "UPDATE partition SET owner = $1, epoch = epoch + 1 WHERE owner IS NULL OR owner = $1 OR owner = ANY ($2)";
    const string GiveBack =
        "WITH gone AS (DELETE FROM silo WHERE id = $1 AND NOT dead) UPDATE partition SET owner = NULL WHERE owner = $1";

    readonly Watch watch = new(lease);
    NpgsqlConnection? connection;
    bool entered;
    bool told;

    /// <summary>Returns once every partition is owned; load nothing before.</summary>
    public async Task ClaimAsync(string owner, CancellationToken cancel)
    {
        try
        {
            while (!await TryAsync(owner, cancel)) await Task.Delay(lease.Every, cancel);
        }
        finally
        {
            await CloseAsync();
        }
    }

    /// <summary>Gives back what is still this process's.</summary>
    public async ValueTask GiveBackAsync(string owner)
    {
        try
        {
            await using var connection = await connections.OpenAsync(CancellationToken.None);
            await RunAsync(connection, GiveBack, CancellationToken.None, owner);
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault))
        {
            // The next owner waits until this one's lease is over.
            return;
        }
    }

    async Task<bool> TryAsync(string owner, CancellationToken cancel)
    {
        try
        {
            connection ??= await connections.OpenAsync(cancel);
            if (!entered) await EnterAsync(owner, cancel);
            if (watch.Living(await LookAsync(owner, cancel)) is not { } living) return await TakeAsync(owner, cancel);
            if (standBy is null && watch.HasMoved) throw InUse(living);
            if (!told) standBy?.Invoke(Holder(living));
            told = true;
            return false;
        }
        // Who waits for another process waits for the database as well; who has only just begun says what is wrong.
        catch (Exception fault) when (PostgresFault.IsOfStore(fault) && !cancel.IsCancellationRequested)
        {
            if (!told && !IsContention(fault)) throw PostgresFault.ForReader(fault);
            watch.Forget();
            await CloseAsync();
            return false;
        }
    }

    async ValueTask CloseAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }

    async Task EnterAsync(string owner, CancellationToken cancel)
    {
        await RunAsync(connection!, Tidy, cancel, Limits.SiloKeptDays);
        await RunAsync(connection!, Enter, cancel, owner, (object?)ProcessPlace.Here() ?? DBNull.Value);
        entered = true;
    }

    async Task<List<SiloRow>> LookAsync(string owner, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand(Look, connection) { Parameters = { new() { Value = owner } } };
        await using var found = await look.ExecuteReaderAsync(cancel);
        return await PostgresRows.AllAsync(found, r => new SiloRow(
            r.GetString(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), r.IsDBNull(2) || r.GetBoolean(2), r.IsDBNull(3) ? null : r.GetString(3)), cancel);
    }

    /// <summary>In one transaction: whoever was found gone is marked dead only if its beat is still the one seen, and the epochs rise.</summary>
    async Task<bool> TakeAsync(string owner, CancellationToken cancel)
    {
        await using var transaction = await connection!.BeginTransactionAsync(cancel);
        await RunAsync(connection, LockAll, cancel);
        foreach (var former in watch.Gone)
            if (!former.Dead && await RunAsync(connection, MarkDead, cancel, former.Id, former.Beat) != 1) return false;
        var taken = await RunAsync(connection, Take, cancel, owner, watch.Gone.Select(f => f.Id).ToArray());
        if (taken != PartitionId.Count) return false;
        await transaction.CommitAsync(cancel);
        return true;
    }

    public static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    static bool IsContention(Exception fault) => fault is PostgresException
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.QueryCanceled
    };

    public static JournalRefusedException InUse(SiloRow owner) => new("journal-in-use",
        $"The journal is in use by {Holder(owner)}. Stop that process, or give this one a journal of its own; a journal has one owner at a time.");

    static string Holder(SiloRow owner) => owner.Id.Split('/') is [var machine, var pid, ..] ? $"process {pid} on {machine}" : "another process";
}
