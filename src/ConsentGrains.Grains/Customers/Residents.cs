using System.Collections.Concurrent;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Customers;

/// <summary>The customers in memory: one grain each, made when asked for, put away when nobody asks any more or when there are too many.
/// One that turns out to be unknown goes as soon as nobody has it in hand, so that made-up names do not fill the memory.</summary>
sealed class Residents
{
    readonly ConcurrentDictionary<string, CustomerGrain> grains = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<CustomerGrain> order = new();
    readonly Func<string, CustomerGrain> make;
    readonly int budget;

    public Residents(IJournal journal, CustomerHistory history, Teller<CustomerState, CustomerOrder, CustomerEvent> teller, int budget)
    {
        this.budget = budget;
        Func<StreamName, StreamImage, ValueTask<CustomerState>> fold = history.FoldAsync;
        make = key => new CustomerGrain(key, journal, fold, teller);
    }

    public int Count => grains.Count;

    /// <summary>For the fast path: the grain if it is here. Who reads it without holding it must find something published or hold it.</summary>
    public bool TryFind(string key, out CustomerGrain? grain)
    {
        if (!grains.TryGetValue(key, out grain)) return false;
        if (!grain.Touched) grain.Touched = true;
        return true;
    }

    /// <summary>The customer's grain, in hand until it is given back to <see cref="Release"/>.</summary>
    public async ValueTask<CustomerGrain> HoldAsync(string key)
    {
        while (true)
        {
            var grain = grains.GetOrAdd(key, make);
            if (grain.Turns.TryHold()) return grain;
            // It is being put away this very moment.
            await Task.Yield();
        }
    }

    public void Release(CustomerGrain grain)
    {
        grain.Touched = true;
        var known = grain.Stream.Published is { } state && (state.Version > 0 || state.Erased);
        if (known && grain.TryBecomeResident()) order.Enqueue(grain);
        grain.Turns.Leave();
        if (!known && !grain.Resident) PutAway(grain);
        else if (order.Count > budget) Sweep(Limits.SweepSteps);
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

    bool PutAway(CustomerGrain grain) => grain.TryRetire() && grains.TryRemove(new(grain.Key, grain));
}
