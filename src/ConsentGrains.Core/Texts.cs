namespace ConsentGrains.Core;

/// <summary>What a text may look like.</summary>
static class Texts
{
    /// <summary>Printable, no blank, 1–64 characters: contract numbers, ids of entries, purposes and sites.</summary>
    public static bool IsId(string text)
    {
        if (text.Length is 0 or > Limits.IdLength || !IsClean(text)) return false;
        foreach (var c in text)
            if (char.IsWhiteSpace(c)) return false;
        return true;
    }

    /// <summary>`^[a-z0-9][a-z0-9.-]{0,63}$`.</summary>
    public static bool IsPartyId(string text)
    {
        if (text.Length is 0 or > Limits.PartyIdLength || text[0] is '.' or '-') return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-')) return false;
        return true;
    }

    /// <summary>`^[A-Z]{2}$`.</summary>
    public static bool IsCountry(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static bool IsHash(string text)
    {
        if (text.Length != 64) return false;
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }

    /// <summary>A word for a channel: `^[a-z0-9-]{1,64}$`.</summary>
    public static bool IsWord(string text) => IsPartyId(text) && !text.Contains('.', StringComparison.Ordinal);

    /// <summary>Without control characters (line breaks apart) and without halves of characters.</summary>
    public static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) return false;
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || ++i == text.Length || !char.IsLowSurrogate(text[i])) return false;
        }

        return true;
    }

    /// <summary>A field of CSV (RFC 4180). One that begins as a formula would be carried out by a spreadsheet, so it is marked as text.</summary>
    public static string Csv(string field)
    {
        var safe = field.Length > 0 && field[0] is '=' or '+' or '-' or '@' ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
