using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Heat;

/// <summary>What the threads of one neighbourhood count, in slots of the last minute. Thread-safe.</summary>
sealed class HeatStripe
{
    const uint Sample = 32;
    readonly Lock gate = new();
    readonly BusyNames[] slots = [.. Enumerable.Range(0, Limits.HeatSlots).Select(_ => new BusyNames())];
    readonly long[] numbers = new long[Limits.HeatSlots];
    int exact;
    long newest;
    uint chance = 2_463_534_242;

    /// <summary>Each one while there are few in a slot, then by chance one for <see cref="Sample"/>.</summary>
    public void Asked(StreamName name, long slot)
    {
        var weight = 1;
        if (slot == Volatile.Read(ref newest) && Volatile.Read(ref exact) >= Limits.HeatExact)
        {
            if (Draw() % Sample != 0) return;
            weight = (int)Sample;
        }

        lock (gate)
        {
            Turn(slot).Add(name, weight, 0);
            exact++;
        }
    }

    public void Told(StreamName name, long slot)
    {
        lock (gate) Turn(slot).Add(name, 0, 1);
    }

    public void AddTo(Dictionary<StreamName, (long Decisions, long Commands)> sums, long slot)
    {
        lock (gate)
            for (var i = 0; i < slots.Length; i++)
                if (numbers[i] > slot - Limits.HeatSlots && numbers[i] <= slot) slots[i].AddTo(sums);
    }

    /// <summary>Xorshift (Marsaglia). Threads that draw at once may draw the same.</summary>
    uint Draw()
    {
        var x = chance;
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        return chance = x;
    }

    BusyNames Turn(long slot)
    {
        var at = (int)(slot % slots.Length);
        if (numbers[at] == slot) return slots[at];
        numbers[at] = slot;
        slots[at].Clear();
        Volatile.Write(ref exact, 0);
        Volatile.Write(ref newest, slot);
        return slots[at];
    }
}
