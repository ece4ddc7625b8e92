using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Tells the database every second that this process lives, from a thread and a connection of its own, so that neither load nor a slow append
/// can keep it. INVARIANT (held): a lease is counted from before the beat was sent; who sees the beat sees it later.</summary>
/// <param name="copy">For a process that decides on a copy of the directory; see <see cref="ISharedStore.EnterAsync"/>.</param>
sealed class Beat(Connections connections, string owner, Lease lease, DirectoryCopy? copy = null) : IDisposable
{
    const string Sql = "UPDATE silo SET beat = beat + 1, seen = now(), directory = $2 WHERE id = $1 AND NOT dead " +
        "RETURNING (SELECT coalesce(max(position), 0) FROM event WHERE partition = 0)";
    readonly TaskCompletionSource<string> takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEvent stop = new(false);
    readonly AutoResetEvent now = new(false);
    NpgsqlConnection? connection;
    Thread? thread;
    long heldUntil = long.MinValue;

    public bool IsHeld => lease.Clock.GetTimestamp() < Volatile.Read(ref heldUntil);

    public Task<string> TakenOver => takenOver.Task;

    /// <summary>Beats without waiting for the next second.</summary>
    public void Soon() => now.Set();

    /// <summary>Returns when the first beat has got through, or when it is too late.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        thread = new Thread(Run) { IsBackground = true, Name = "journal beat" };
        thread.Start();
        return first.Task.WaitAsync(cancel);
    }

    /// <summary>From now on nothing is held; returns when no beat is under way any more.</summary>
    public void Dispose()
    {
        stop.Set();
        thread?.Join();
        Lose();
        connection?.Dispose();
        connection = null;
    }

    void Run()
    {
        bool? alive;
        do
        {
            alive = Try();
            if (alive is not null) first.TrySetResult();
        }
        while (alive is not false && WaitHandle.WaitAny([stop, now], first.Task.IsCompleted ? lease.Every : TimeSpan.FromMilliseconds(Limits.BeatMilliseconds)) != 0);
    }

    /// <summary>False: another process took over, for good. Null: it did not get through.</summary>
    bool? Try()
    {
        var before = lease.Clock.GetTimestamp();
        var known = copy?.Known();
        try
        {
            if (Send(known) is not { } directory)
            {
                Lose();
                takenOver.TrySetResult("another process took the journal over, because this one had not been seen for longer than a lease");
                return false;
            }
            if (known < directory) copy!.Behind();
            else Volatile.Write(ref heldUntil, before + lease.Ticks(lease.Length));
            return true;
        }
        // Whatever it was, the next beat tries again on a new connection; the lease runs out meanwhile.
        catch (Exception)
        {
            connection?.Dispose();
            connection = null;
            return null;
        }
    }

    /// <returns>How far the directory has come; null: this process was marked dead.</returns>
    long? Send(long? known)
    {
        connection ??= connections.Open(Limits.BeatSeconds);
        using var beat = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = owner }, new() { Value = (object?)known ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint } } };
        return (long?)beat.ExecuteScalar();
    }

    void Lose() => Volatile.Write(ref heldUntil, long.MinValue);
}

/// <param name="Known">The position up to which this process decides on the directory.</param>
/// <param name="Behind">Told when the directory had come further: the beat did not count.</param>
sealed record DirectoryCopy(Func<long> Known, Action Behind);
