using ConsentGrains.Core;

namespace ConsentGrains.Web.Http;

/// <summary>A moment as <see cref="Instant.ToString"/> spells it, straight into bytes.</summary>
static class MomentBytes
{
    const int Longest = 32;
    const long MicrosPerDay = 86_400_000_000;

    static DayText? last;

    public static void Moment(this PooledBuffer json, Instant moment)
    {
        var to = json.GetSpan(Longest);
        var day = DayOf(moment);
        var (seconds, fraction) = Math.DivRem(moment.Micros - day.Begin, 1_000_000);
        day.Text.CopyTo(to);
        Digits(to, 11, 2, (int)(seconds / 3600), (byte)':');
        Digits(to, 14, 2, (int)(seconds / 60 % 60), (byte)':');
        Digits(to, 17, 2, (int)(seconds % 60), (byte)'.');
        var decimals = fraction % 1000 == 0 ? 3 : 6;
        Digits(to, 20, decimals, (int)(decimals == 3 ? fraction / 1000 : fraction), (byte)'+');
        "09:00"u8.CopyTo(to[(21 + decimals)..]);
        json.Advance(26 + decimals);
    }

    /// <summary>Most moments are of the same day.</summary>
    static DayText DayOf(Instant moment) =>
        Volatile.Read(ref last) is { } known && moment.Micros - known.Begin is >= 0 and < MicrosPerDay ? known : last = new(moment.Day);

    static void Digits(Span<byte> to, int at, int count, int number, byte after)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            to[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        to[at + count] = after;
    }

    /// <summary>A day in Japan: `2026-11-23T`.</summary>
    sealed class DayText
    {
        public DayText(DateOnly day)
        {
            Begin = Instant.StartOf(day).Micros;
            Digits(Text, 0, 4, day.Year, (byte)'-');
            Digits(Text, 5, 2, day.Month, (byte)'-');
            Digits(Text, 8, 2, day.Day, (byte)'T');
        }

        public long Begin { get; }

        public byte[] Text { get; } = new byte[11];
    }
}
