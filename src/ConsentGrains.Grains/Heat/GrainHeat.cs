using ConsentGrains.Core;

namespace ConsentGrains.Grains.Heat;

/// <summary>Which grains of this process are busy, over the last minute, and which commands took longest.</summary>
/// <param name="Hottest">The busiest first.</param>
/// <param name="Slowest">The longest first.</param>
public sealed record GrainHeat(IReadOnlyList<HotGrain> Hottest, IReadOnlyList<SlowTurn> Slowest)
{
    public static GrainHeat None { get; } = new([], []);
}

/// <param name="Kind">`customer`, `supply-point`, …</param>
/// <param name="Name">Masked; two grains may look the same.</param>
/// <param name="Partition">As in metrics: `hash-17`.</param>
/// <param name="DecisionsPerMinute">Exact where few are asked; where many are, a part of them is counted for all.</param>
public sealed record HotGrain(string Kind, string Name, string Partition, long DecisionsPerMinute, long CommandsPerMinute);

/// <summary>A command at its grain.</summary>
/// <param name="Waited">Until it was its turn.</param>
/// <param name="Took">From then until its outcome, on disk where it is one of those.</param>
public sealed record SlowTurn(string Kind, string Name, string Partition, Instant At, TimeSpan Waited, TimeSpan Took);
