namespace ConsentGrains.Grains.Streams;

/// <summary>Who has a grain in hand: holders keep it from being put away, and of those who bring commands one at a time has the turn, in order.</summary>
abstract class Turns
{
    const int Closing = int.MinValue;
    SemaphoreSlim? turn;
    int holders;

    public bool IsClosed => Volatile.Read(ref holders) < 0;

    /// <summary>False: the grain is being put away; look it up again.</summary>
    public bool TryHold()
    {
        for (var seen = Volatile.Read(ref holders); seen >= 0;)
        {
            var found = Interlocked.CompareExchange(ref holders, seen + 1, seen);
            if (found == seen) return true;
            seen = found;
        }

        return false;
    }

    public void Leave() => Interlocked.Decrement(ref holders);

    /// <summary>For ever, and only while nobody holds it.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref holders, Closing, 0) == 0;

    /// <summary>Waits for the turn; only a holder may. False: too many wait already.</summary>
    public async ValueTask<bool> TryTakeAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref holders) > Limits.CommandsPerGrain) return false;
        await Turn().WaitAsync(cancel);
        return true;
    }

    public void Pass() => turn!.Release();

    // Most grains in memory are only read; they need no semaphore.
    SemaphoreSlim Turn()
    {
        if (Volatile.Read(ref turn) is { } made) return made;
        var fresh = new SemaphoreSlim(1, 1);
        return Interlocked.CompareExchange(ref turn, fresh, null) ?? fresh;
    }
}
