namespace ConsentGrains.Web.Tests.Harness;

/// <summary>A clock that stands still until it is moved, and never goes back. Timers run with the machine's clock.</summary>
sealed class ManualTime : TimeProvider
{
    static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(9));

    long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start.ToUniversalTime().AddTicks(Interlocked.Read(ref ticks));

    public override long GetTimestamp() => Interlocked.Read(ref ticks) + 1;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
