using ConsentGrains.Core;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Heat;

/// <summary>The longest turns of the last minutes. Thread-safe.</summary>
sealed class SlowTurns
{
    readonly Lock gate = new();
    readonly List<Turn> turns = new(Limits.SlowTurns + 1);

    /// <param name="Micros">When it ended.</param>
    public readonly record struct Turn(StreamName Name, PartitionId Partition, long Micros, TimeSpan Waited, TimeSpan Took)
    {
        public TimeSpan Whole => Waited + Took;
    }

    public void Add(in Turn turn)
    {
        lock (gate)
        {
            Forget(turn.Micros);
            if (turns.Count == Limits.SlowTurns && turn.Whole <= turns[^1].Whole) return;
            var at = turns.Count;
            while (at > 0 && turns[at - 1].Whole < turn.Whole) at--;
            turns.Insert(at, turn);
            if (turns.Count > Limits.SlowTurns) turns.RemoveAt(Limits.SlowTurns);
        }
    }

    /// <summary>The longest first.</summary>
    public IReadOnlyList<Turn> Read(Instant now)
    {
        lock (gate)
        {
            Forget(now.Micros);
            return [.. turns];
        }
    }

    void Forget(long micros)
    {
        for (var i = turns.Count - 1; i >= 0; i--)
            if (turns[i].Micros < micros - (Limits.SlowSeconds * 1_000_000L)) turns.RemoveAt(i);
    }
}
