namespace ConsentGrains.Server.Demo;

/// <summary>Chance that is the same everywhere and for ever: SplitMix64 from a seed and a number, so that an inhabitant
/// does not depend on how many others there are.</summary>
sealed class Dice(int seed, int number)
{
    ulong state = ((ulong)(uint)seed << 32) | (uint)number;

    /// <returns>From 0 to <paramref name="sides"/> - 1.</returns>
    public int Roll(int sides) => (int)(Next() % (uint)sides);

    public bool Chance(int percent) => Roll(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];

    /// <summary>One of both days or between them.</summary>
    public DateOnly Day(DateOnly first, DateOnly last) => first.AddDays(Roll(last.DayNumber - first.DayNumber + 1));

    ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
