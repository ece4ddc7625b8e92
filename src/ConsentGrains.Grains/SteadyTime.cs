using System.Diagnostics;

namespace ConsentGrains.Grains;

/// <summary>A clock that never goes back while the process lives: it runs with the processor's clock and follows the wall clock only forwards.
/// An answer `as of` a moment is for ever only if nothing is recorded at an earlier moment afterwards; a wall clock that is set back would do that.</summary>
public sealed class SteadyTime : TimeProvider, IDisposable
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    readonly ITimer follow;
    Anchor anchor = new(DateTime.UtcNow, Stopwatch.GetTimestamp());

    public SteadyTime() => follow = System.CreateTimer(_ => Follow(), null, Period, Period);

    public override DateTimeOffset GetUtcNow()
    {
        var from = Volatile.Read(ref anchor);
        return new(from.Utc + Stopwatch.GetElapsedTime(from.Ticks), TimeSpan.Zero);
    }

    public void Dispose() => follow.Dispose();

    void Follow()
    {
        var ticks = Stopwatch.GetTimestamp();
        var steady = anchor.Utc + Stopwatch.GetElapsedTime(anchor.Ticks, ticks);
        var wall = DateTime.UtcNow;
        if (wall > steady) Volatile.Write(ref anchor, new(wall, ticks));
    }

    /// <summary>The two clocks read together.</summary>
    sealed record Anchor(DateTime Utc, long Ticks);
}
