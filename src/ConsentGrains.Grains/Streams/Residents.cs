using System.Collections.Concurrent;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>The grains of one kind in memory: made when asked for, put away when nobody asks any more or when there are too many.
/// One that turns out to be unknown goes as soon as nobody has it in hand, so that made-up names do not fill the memory.</summary>
/// <param name="isKnown">Of a state: there is something to keep.</param>
sealed class Residents<TState, TOrder, TEvent>(Func<string, Grain<TState, TOrder, TEvent>> make, Func<TState, bool> isKnown, int budget)
    : IResidents
    where TState : class
{
    readonly ConcurrentDictionary<string, Grain<TState, TOrder, TEvent>> grains = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<Grain<TState, TOrder, TEvent>> order = new();

    long activated;
    long putAway;

    public int Count => grains.Count;

    /// <inheritdoc/>
    public long Activated => Interlocked.Read(ref activated);

    /// <inheritdoc/>
    public long Retired => Interlocked.Read(ref putAway);

    /// <summary>For the fast path: the grain if it is here. Who reads it without holding it must find something published or hold it.</summary>
    public bool TryFind(string key, out Grain<TState, TOrder, TEvent>? grain)
    {
        if (!grains.TryGetValue(key, out grain)) return false;
        if (!grain.Touched) grain.Touched = true;
        return true;
    }

    /// <summary>The grain of a key, in hand until it is given back to <see cref="Release"/>.</summary>
    public async ValueTask<Grain<TState, TOrder, TEvent>> HoldAsync(string key)
    {
        while (true)
        {
            var grain = grains.GetOrAdd(key, make);
            if (grain.Turns.TryHold()) return grain;
            // It is being put away this very moment.
            await Task.Yield();
        }
    }

    public void Release(Grain<TState, TOrder, TEvent> grain)
    {
        grain.Touched = true;
        var known = grain.Stream.Published is { } state && isKnown(state);
        if (known && grain.TryBecomeResident())
        {
            order.Enqueue(grain);
            Interlocked.Increment(ref activated);
        }

        grain.Turns.Leave();
        if (!known && !grain.Resident) PutAway(grain);
        else if (order.Count > budget) Sweep(Limits.SweepSteps);
    }

    /// <summary>The state under a key now.</summary>
    /// <param name="landed">With what is just being written.</param>
    /// <exception cref="UnavailableException">The journal does not answer, or is not this process's any more.</exception>
    public async ValueTask<TState> ReadAsync(string key, IJournal journal, CancellationToken cancel, bool landed = false)
    {
        var grain = await HoldAsync(key);
        try
        {
            var tenure = grain.Stream.Tenure;
            if (landed && grain.Stream.Flight is { } flight) await flight.Ended.WaitAsync(cancel);
            var state = await grain.Stream.LoadedAsync(cancel);
            // INVARIANT (held-after-decide).
            return journal.IsHeld && grain.Stream.Tenure == tenure ? state : throw new UnavailableException("the journal is not this process's any more");
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            Release(grain);
        }
    }

    /// <summary>Those of a partition must be loaded anew.</summary>
    public void Forget(PartitionId partition)
    {
        foreach (var grain in grains.Values)
            if (grain.Stream.Partition == partition) grain.Stream.Forget();
    }

    /// <summary>Puts away every resident nobody asked about since the last time.</summary>
    public void PutAwayIdle() => Sweep(order.Count);

    void Sweep(int steps)
    {
        for (var i = 0; i < steps && order.TryDequeue(out var grain); i++)
        {
            if (grain.Turns.IsClosed || (!grain.Touched && PutAway(grain))) continue;
            grain.Touched = false;
            order.Enqueue(grain);
        }
    }

    bool PutAway(Grain<TState, TOrder, TEvent> grain)
    {
        if (!grain.TryRetire() || !grains.TryRemove(new(grain.Key, grain))) return false;
        if (grain.Resident) Interlocked.Increment(ref putAway);
        return true;
    }
}
