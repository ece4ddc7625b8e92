using System.Buffers.Binary;
using System.Text;

namespace ConsentGrains.Web.Access;

/// <summary>Strings for words that come again and again (purposes, items, parties), so that reading one makes no new string.
/// What names a person has no place here: it would be kept. A table of fixed size: a word that falls on another's place takes it.</summary>
static class Words
{
    const int Places = 4096;
    const int Longest = 48;

    static readonly Word?[] Table = new Word?[Places];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest) return Encoding.UTF8.GetString(utf8);
        var place = Place(utf8);
        if (Volatile.Read(ref Table[place]) is { } known && utf8.SequenceEqual(known.Utf8)) return known.Text;
        var word = new Word(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        Volatile.Write(ref Table[place], word);
        return word.Text;
    }

    /// <summary>Whether a word of so many bytes is the same object whenever it comes again.</summary>
    public static bool Keeps(int bytes) => bytes <= Longest;

    /// <summary>Of length and the last bytes, where words of one vocabulary differ. Whoever makes words collide on purpose gains nothing: a word that is not
    /// found is made.</summary>
    static int Place(ReadOnlySpan<byte> utf8)
    {
        const ulong first = 0x9E3779B97F4A7C15, second = 0xC2B2AE3D27D4EB4F;
        const int half = sizeof(ulong) / 2;
        var tail = utf8.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]) : Short(utf8);
        var before = utf8.Length >= sizeof(ulong) + half ? BinaryPrimitives.ReadUInt32LittleEndian(utf8[^(sizeof(ulong) + half)..]) : 0;
        var hash = (((tail ^ (ulong)utf8.Length) * first) ^ before) * second;
        return (int)(hash >> 40) & (Places - 1);
    }

    static ulong Short(ReadOnlySpan<byte> utf8)
    {
        ulong all = 0;
        foreach (var b in utf8) all = (all << 8) | b;
        return all;
    }

    sealed record Word(byte[] Utf8, string Text);
}
