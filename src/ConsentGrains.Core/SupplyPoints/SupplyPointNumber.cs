namespace ConsentGrains.Core.SupplyPoints;

/// <summary>供給(受電)地点特定番号: 22 digits, of which the first two are the area (01–10). There is no check digit, and whether it supplies or
/// receives can not be read off it (EDGE-40). It can embed a customer's number: as text it shows masked.</summary>
/// <param name="Digits">The 22 digits, made by <see cref="Parse"/>.</param>
public readonly record struct SupplyPointNumber(string Digits)
{
    const int Length = 22;
    const int LengthOfGas = 17;
    const int FirstGroup = 2;
    const int Group = 4;
    const char FullWidthZero = '０';

    static readonly string[] Operators = [.. Enumerable.Range(1, Areas).Select(area => $"gtdo-{area:00}")];

    public const int Areas = 10;

    /// <summary>1–10.</summary>
    public int Area => ((Digits[0] - '0') * 10) + Digits[1] - '0';

    /// <summary>The transmission operator (一般送配電事業者) of the area, `gtdo-03`.</summary>
    public string Gtdo => OperatorOf(Area);

    /// <summary>`03-0000-0000-0000-0000-0001`, for the point's own parties only.</summary>
    public string Shown => string.Join('-', Groups());

    /// <summary>`03-****-…-0001`, for whoever reads messages and logs.</summary>
    public string Masked => $"{Digits[..FirstGroup]}-****-…-{Digits[^Group..]}";

    /// <param name="area">1–10.</param>
    public static string OperatorOf(int area) => Operators[area - 1];

    /// <summary>Null for what is no number.</summary>
    public static SupplyPointNumber? Parse(string? text) => text is not null && Normalize(text) is { } digits ? new(digits) : null;

    /// <summary>The 22 digits, from full-width digits, hyphens of any kind and blanks as people type them; null for anything else.</summary>
    public static string? Normalize(string text)
    {
        Span<char> digits = stackalloc char[Length];
        return Read(text, digits) == Length && IsArea(digits[0], digits[1]) ? digits.ToString() : null;
    }

    /// <summary>A gas meter's number (17 digits): customers of both are easily mixed up.</summary>
    public static bool IsGas(string text) => Read(text, stackalloc char[Length]) == LengthOfGas;

    public override string ToString() => Masked;

    /// <summary>How many digits there are; -1 for too many, or for anything that is neither a digit nor a separator.</summary>
    static int Read(string text, Span<char> digits)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            var digit = c is >= FullWidthZero and <= '９' ? (char)(c - FullWidthZero + '0') : c;
            if (!char.IsAsciiDigit(digit) || count == digits.Length) return -1;
            digits[count++] = digit;
        }

        return count;
    }

    static bool IsArea(char tens, char units) => tens == '0' ? units != '0' : tens == '1' && units == '0';

    // Hyphen-minus, soft hyphen, the dashes U+2010–2015, minus sign, small and full-width hyphen, the two long-vowel marks taken for hyphens.
    static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || c is '-' or '\u00AD' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D' or 'ー' or '\uFF70';

    IEnumerable<string> Groups()
    {
        yield return Digits[..FirstGroup];
        for (var at = FirstGroup; at < Length; at += Group) yield return Digits.Substring(at, Group);
    }
}
