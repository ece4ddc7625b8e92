using System.Runtime.CompilerServices;

namespace ConsentGrains.Grains.Streams;

/// <summary>Fetches grains that are asked about next, from the machine's memory into the processor's. A question waits for one place of memory after the other, each found
/// only in the one before; here the same place of many grains is asked for at once, so that most of the waiting is done together. Loads nothing and changes nothing.</summary>
static class Nearing
{
    const int Together = 16;

    /// <param name="touch">Reads of a state what answers read of it.</param>
    /// <returns>What was touched, so that it is.</returns>
    public static int Fetch<TState, TOrder, TEvent>(IReadOnlyList<string> keys, Residents<TState, TOrder, TEvent> residents, Func<TState, int> touch)
        where TState : class
    {
        var touched = 0;
        var grains = default(Few<Grain<TState, TOrder, TEvent>?>);
        var states = default(Few<TState?>);
        for (var from = 0; from < keys.Count; from += Together)
        {
            var count = Math.Min(Together, keys.Count - from);
            for (var i = 0; i < count; i++) residents.TryFind(keys[from + i], out grains[i]);
            for (var i = 0; i < count; i++) states[i] = grains[i]?.Stream.Published;
            for (var i = 0; i < count; i++)
                if (states[i] is { } state) touched += touch(state);
        }

        return touched;
    }

    [InlineArray(Together)]
    struct Few<T>
    {
        T first;
    }
}
