namespace ConsentGrains.Core.Customers;

/// <summary>供給地点特定番号: 22 digits, of which the first two are the area (01–10). There is no check digit (EDGE-40).</summary>
public static class SupplyPointNumber
{
    const int Digits = 22;
    const char FullWidthZero = '０';

    /// <summary>The 22 digits, from full-width digits, hyphens of any kind and blanks as people type them; null for anything else.</summary>
    public static string? Normalize(string text)
    {
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            var digit = c is >= FullWidthZero and <= '９' ? (char)(c - FullWidthZero + '0') : c;
            if (!char.IsAsciiDigit(digit) || count == Digits) return null;
            digits[count++] = digit;
        }

        return count == Digits && IsArea(digits[0], digits[1]) ? digits.ToString() : null;
    }

    static bool IsArea(char tens, char units) => tens == '0' ? units != '0' : tens == '1' && units == '0';

    // Hyphen-minus, soft hyphen, the dashes U+2010–2015, minus sign, small and full-width hyphen, the two long-vowel marks taken for hyphens.
    static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || c is '-' or '\u00AD' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D' or 'ー' or '\uFF70';
}
