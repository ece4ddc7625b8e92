using System.Text;

namespace ConsentGrains.Web.Access;

/// <summary>Strings for words that come again and again (purposes, items, parties), so that reading one makes no new string.
/// What names a person has no place here: it would be kept. A table of fixed size: a word that falls on another's place takes it.</summary>
static class Words
{
    const int Places = 4096;
    const int Longest = 48;
    const int Telling = 12;

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

    /// <summary>FNV-1a over length and the last bytes, where words of one vocabulary differ. Whoever makes words collide on purpose gains nothing:
    /// a word that is not found is made.</summary>
    static int Place(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u ^ (uint)utf8.Length;
        foreach (var b in utf8[Math.Max(0, utf8.Length - Telling)..]) hash = (hash ^ b) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (Places - 1));
    }

    sealed record Word(byte[] Utf8, string Text);
}
