namespace ConsentGrains.Core.Customers;

/// <summary>`operator/number`: the operator's party id and its own customer number. Compared ordinally.</summary>
/// <param name="Number">1–64 printable characters, no blank, no slash; kept as sent.</param>
public readonly record struct CustomerId(string Operator, string Number)
{
    public static CustomerId? Parse(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash > Limits.PartyIdLength) return null;
        var number = text.AsSpan(slash + 1);
        return IsNumber(number) ? new CustomerId(text[..slash], number.ToString()) : null;
    }

    static bool IsNumber(ReadOnlySpan<char> number)
    {
        if (number.Length is 0 or > Limits.CustomerNumberLength) return false;
        foreach (var c in number)
            if (c is '/' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)) return false;
        return true;
    }

    public override string ToString() => $"{Operator}/{Number}";
}
