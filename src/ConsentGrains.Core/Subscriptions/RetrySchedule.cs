namespace ConsentGrains.Core.Subscriptions;

/// <summary>When a delivery that failed is tried again: the schedule that Standard Webhooks 1.0.0 recommends, from five seconds to a day, some three
/// and a half days in all. Each pause is made longer by up to a tenth, so that many that failed together do not come again together.</summary>
public static class RetrySchedule
{
    const double Spread = 0.1;

    /// <summary>Before the second try, the third …; the first is made at once.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>A subscriber that asks for patience is believed up to this long.</summary>
    public static TimeSpan LongestWish { get; } = TimeSpan.FromHours(24);

    /// <param name="failures">Tries of this delivery that failed before this one.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="wished">What `Retry-After` asked for: it makes the pause longer, never shorter.</param>
    /// <returns>Null: that was the last try.</returns>
    public static Instant? Next(int failures, Instant now, double chance, TimeSpan? wished = null)
    {
        if (failures >= Pauses.Count) return null;
        var pause = Pauses[failures] * (1 + (Spread * chance));
        var wish = wished > LongestWish ? LongestWish : wished ?? default;
        return new Instant(now.Micros + ((wish > pause ? wish : pause).Ticks / TimeSpan.TicksPerMicrosecond));
    }
}
