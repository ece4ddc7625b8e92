using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Heat;

/// <summary>Finds the busiest of any number of names in a place for few (Metwally's space-saving): a name that has none takes that of the least busy. What it counts of a
/// name is never too much, and nobody with more than one part in <see cref="Limits.HeatNames"/> of all is missed. Makes nothing. One at a time.</summary>
sealed class BusyNames
{
    readonly Dictionary<StreamName, int> places = new(Limits.HeatNames + 1);
    readonly Busy[] all = new Busy[Limits.HeatNames];

    public void Clear()
    {
        places.Clear();
        Array.Clear(all);
    }

    public void Add(StreamName name, int decisions, int commands)
    {
        if (!places.TryGetValue(name, out var place))
        {
            place = places.Count < all.Length ? places.Count : Yield();
            places.Add(name, place);
            (all[place].Name, all[place].Decisions, all[place].Commands) = (name, 0, 0);
        }

        ref var busy = ref all[place];
        busy.Rank += decisions + commands;
        busy.Decisions += decisions;
        busy.Commands += commands;
    }

    public void AddTo(Dictionary<StreamName, (long Decisions, long Commands)> sums)
    {
        for (var i = 0; i < places.Count; i++)
        {
            var (decisions, commands) = sums.GetValueOrDefault(all[i].Name!);
            sums[all[i].Name!] = (decisions + all[i].Decisions, commands + all[i].Commands);
        }
    }

    int Yield()
    {
        var least = 0;
        for (var i = 1; i < all.Length; i++)
            if (all[i].Rank < all[least].Rank) least = i;
        places.Remove(all[least].Name!);
        return least;
    }

    /// <param name="Rank">What it counts for: also what those had whose place it took.</param>
    record struct Busy(StreamName? Name, long Rank, long Decisions, long Commands);
}
