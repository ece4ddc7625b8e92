namespace ConsentGrains.Journal;

/// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
sealed class Clock(TimeProvider provider)
{
    public const long MicrosPerDay = 86_400_000_000;
    public const long CommandKept = Limits.CommandKeptDays * MicrosPerDay;

    public TimeProvider Provider { get; } = provider;

    public long Micros => (Provider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
