namespace ConsentGrains.Journal.Postgres;

/// <summary>The terms of ownership, the same for every process on a database.</summary>
/// <param name="Length">How long a process may answer from memory, counted from before its last beat reached the database.</param>
/// <param name="Every">Between two beats, and between two looks.</param>
/// <param name="Clock">Must count suspended time. Waiting is done by the system's clock in any case.</param>
sealed record Lease(TimeSpan Length, TimeSpan Every, TimeProvider Clock)
{
    public static Lease Standard { get; } =
        new(TimeSpan.FromSeconds(Limits.LeaseSeconds), TimeSpan.FromMilliseconds(Limits.BeatMilliseconds), BootTime.Clock);

    /// <summary>How long another's beat must stand still, on a clock that may be faster than its own, before its lease is over for certain.</summary>
    public TimeSpan Patience => Length * (100 + Limits.ClockPercent) / 100;

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Clock.TimestampFrequency);
}
