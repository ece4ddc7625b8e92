using ConsentGrains.Grains.Heat;

namespace ConsentGrains.Web.Admin;

/// <summary>Which grains of this process are busy, and which commands took long.</summary>
/// <param name="Hottest">Over the last minute, the busiest first.</param>
/// <param name="Slowest">Of the last five minutes, the longest first.</param>
public sealed record HeatFigures(IReadOnlyList<HotGrain> Hottest, IReadOnlyList<SlowFigures> Slowest)
{
    public static HeatFigures Of(GrainHeat heat) => new(heat.Hottest, [.. heat.Slowest.Select(SlowFigures.Of)]);
}

/// <param name="Name">Masked.</param>
/// <param name="WaitedMs">Until it was its turn.</param>
/// <param name="TookMs">From then until its outcome.</param>
public sealed record SlowFigures(string Kind, string Name, string Partition, DateTimeOffset At, double WaitedMs, double TookMs, double WholeMs)
{
    public static SlowFigures Of(SlowTurn turn) => new(
        turn.Kind, turn.Name, turn.Partition, turn.At.ToJapanTime().ToUniversalTime(), turn.Waited.TotalMilliseconds, turn.Took.TotalMilliseconds, (turn.Waited + turn.Took).TotalMilliseconds);
}
