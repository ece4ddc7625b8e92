using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Tells the database every second that this process lives, from a thread and a connection of its own, so that neither load nor a slow append
/// can keep it. INVARIANT (held): a lease is counted from before the beat was sent; who sees the beat sees it later.</summary>
sealed class Beat(Connections connections, string owner, Lease lease) : IDisposable
{
    const string Sql = "UPDATE silo SET beat = beat + 1, seen = now() WHERE id = $1 AND NOT dead";
    readonly TaskCompletionSource<string> takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim stop = new();
    NpgsqlConnection? connection;
    Thread? thread;
    long heldUntil = long.MinValue;

    public bool IsHeld => lease.Clock.GetTimestamp() < Volatile.Read(ref heldUntil);

    public Task<string> TakenOver => takenOver.Task;

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
        while (alive is not false && !stop.Wait(first.Task.IsCompleted ? lease.Every : TimeSpan.FromMilliseconds(Limits.BeatMilliseconds)));
    }

    /// <summary>False: another process took over, for good. Null: it did not get through.</summary>
    bool? Try()
    {
        var before = lease.Clock.GetTimestamp();
        try
        {
            if (!Send())
            {
                Lose();
                takenOver.TrySetResult("another process took the journal over, because this one had not been seen for longer than a lease");
                return false;
            }
            Volatile.Write(ref heldUntil, before + lease.Ticks(lease.Length));
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

    bool Send()
    {
        connection ??= connections.Open(Limits.BeatSeconds);
        using var beat = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = owner } } };
        return beat.ExecuteNonQuery() > 0;
    }

    void Lose() => Volatile.Write(ref heldUntil, long.MinValue);
}
