using System.Globalization;

namespace ConsentGrains.Core;

/// <summary>A moment, in microseconds since 1970-01-01T00:00:00Z. Days are days in Japan (UTC+9, no summer time).</summary>
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    const long MicrosPerDay = 86_400_000_000;
    const long JapanOffset = 9 * 3_600_000_000L;
    static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day in Japan on which this moment lies.</summary>
    public DateOnly Day
    {
        get
        {
            var (days, rest) = Math.DivRem(Micros + JapanOffset, MicrosPerDay);
            return DateOnly.FromDayNumber(EpochDay + (int)days - (rest < 0 ? 1 : 0));
        }
    }

    /// <summary>00:00 in Japan of a day.</summary>
    public static Instant StartOf(DateOnly day) => new(((day.DayNumber - EpochDay) * MicrosPerDay) - JapanOffset);

    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToJapanTime() =>
        new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (Micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero).ToOffset(TimeSpan.FromHours(9));

    /// <summary>RFC 3339 in Japan time, with all six decimals where there are any beyond the millisecond, else three.</summary>
    public override string ToString() =>
        ToJapanTime().ToString(Micros % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fffzzz" : "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);

    public static bool operator <(Instant left, Instant right) => left.Micros < right.Micros;
    public static bool operator >(Instant left, Instant right) => left.Micros > right.Micros;
    public static bool operator <=(Instant left, Instant right) => left.Micros <= right.Micros;
    public static bool operator >=(Instant left, Instant right) => left.Micros >= right.Micros;
}
