namespace ConsentGrains.Core.Customers;

/// <summary>`operator/number`: the operator's party id and its own customer number. Compared ordinally.</summary>
/// <param name="Number">1–64 printable characters, no blank, no slash; kept as sent.</param>
public readonly record struct CustomerId(string Operator, string Number)
{
    const string Mark = "~";
    const int ReferenceLength = 33;

    public static CustomerId? Parse(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash > Limits.PartyIdLength) return null;
        var number = text.AsSpan(slash + 1);
        return IsNumber(number) ? new CustomerId(text[..slash], number.ToString()) : null;
    }

    /// <summary>A customer whose number nobody knows any more, by the random id of his stream: `els/~` and 32 digits. Never one that a sender may use.</summary>
    public static CustomerId Reference(string @operator, Guid stream) => new(@operator, Mark + stream.ToString("N"));

    /// <summary>The stream's id of a <see cref="Reference"/>; null for every other id.</summary>
    public Guid? Referred => Number.Length == ReferenceLength && Number[0] == Mark[0] && Guid.TryParseExact(Number.AsSpan(1), "N", out var stream) ? stream : null;

    /// <summary>Whether a text is this id, as it stands.</summary>
    public bool Is(string? text) =>
        text is not null && text.Length == Operator.Length + Number.Length + 1 && text[Operator.Length] == '/'
        && text.StartsWith(Operator, StringComparison.Ordinal) && text.EndsWith(Number, StringComparison.Ordinal);

    static bool IsNumber(ReadOnlySpan<char> number)
    {
        if (number.Length is 0 or > Limits.CustomerNumberLength) return false;
        foreach (var c in number)
            if (c is '/' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)) return false;
        return true;
    }

    public override string ToString() => $"{Operator}/{Number}";
}
