using ConsentGrains.Core;

namespace ConsentGrains.Web.Http;

/// <summary>A moment as <see cref="Instant.ToString"/> spells it, straight into bytes.</summary>
static class MomentBytes
{
    const int Longest = 32;

    public static void Moment(this PooledBuffer json, Instant moment)
    {
        var to = json.GetSpan(Longest);
        var day = moment.Day;
        var micros = moment.Micros - Instant.StartOf(day).Micros;
        var (seconds, fraction) = Math.DivRem(micros, 1_000_000);
        Digits(to, 0, 4, day.Year, (byte)'-');
        Digits(to, 5, 2, day.Month, (byte)'-');
        Digits(to, 8, 2, day.Day, (byte)'T');
        Digits(to, 11, 2, (int)(seconds / 3600), (byte)':');
        Digits(to, 14, 2, (int)(seconds / 60 % 60), (byte)':');
        Digits(to, 17, 2, (int)(seconds % 60), (byte)'.');
        var decimals = fraction % 1000 == 0 ? 3 : 6;
        Digits(to, 20, decimals, (int)(decimals == 3 ? fraction / 1000 : fraction), (byte)'+');
        "09:00"u8.CopyTo(to[(21 + decimals)..]);
        json.Advance(26 + decimals);
    }

    static void Digits(Span<byte> to, int at, int count, int number, byte after)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            to[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        to[at + count] = after;
    }
}
