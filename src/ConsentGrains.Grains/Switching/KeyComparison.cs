using System.Text;

namespace ConsentGrains.Grains.Switching;

/// <summary>How a current retailer compares the matching keys with its own: width, blanks and kinds of hyphens do not matter, everything else
/// does. Kana and kanji of one name differ, as they do in the field (https://electricity.localinfo.jp/posts/2270235).</summary>
public static class KeyComparison
{
    const char FullWidthFirst = '！';
    const char FullWidthLast = '～';
    const int FullWidthOffset = FullWidthFirst - '!';

    /// <summary>The reasons of an NG, each naming the key that does not agree; none = OK.</summary>
    /// <param name="known">The retailer's own record; null where it has no such contract.</param>
    public static IReadOnlyList<string> Reasons(MatchingKeys asked, MatchingKeys? known)
    {
        if (known is null) return ["contract-not-found"];
        var reasons = new List<string>();
        if (Folded(asked.Contract) != Folded(known.Contract)) reasons.Add("contract-number-mismatch");
        if (Folded(asked.Name) != Folded(known.Name)) reasons.Add("name-mismatch");
        if (Folded(asked.Address) != Folded(known.Address)) reasons.Add("address-mismatch");
        return reasons;
    }

    static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) continue;
            var narrow = c is >= FullWidthFirst and <= FullWidthLast ? (char)(c - FullWidthOffset) : c;
            folded.Append(IsHyphen(narrow) ? '-' : char.ToUpperInvariant(narrow));
        }

        return folded.ToString();
    }

    // ー is left alone: it is a letter of katakana names before it is a mistyped hyphen.
    static bool IsHyphen(char c) => c is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63';
}
