namespace ConsentGrains.Grains.Logbook;

/// <summary>An entry as the log keeps it: words of the wire, lists as one text, times in microseconds since 1970.</summary>
/// <param name="Micros">Its place: no two entries share it.</param>
/// <param name="Words">Most often those of the entry before it.</param>
sealed record LogRow(long Micros, LogWords Words)
{
    /// <summary>Items and clauses are written without blanks, articles with them.</summary>
    public const char BetweenNames = ' ';
    public const char BetweenArticles = ';';

    public string Kind => Words.Kind;
    public string By => Words.By;
    public string Key => Words.Key;
    public string? Operator => Words.Operator;
    public string? What => Words.What;
    public string? Party => Words.Party;
    public string? Act => Words.Act;
    public string? Purpose => Words.Purpose;
    public string? Recipient => Words.Recipient;
    public string? Items => Words.Items;
    public string? Form => Words.Form;
    public string? Circumstance => Words.Circumstance;
    public string? Channel => Words.Channel;
    public string? Basis => Words.Basis;
    public string? Reason => Words.Reason;
    public string? Clauses => Words.Clauses;
    public string? Policy => Words.Policy;
    public string? Law => Words.Law;
    public bool Whole { get; init; }
    public bool? Permitted { get; init; }
    public long? At { get; init; }
    public int? CustomerVersion { get; init; }
    public int? DirectoryVersion { get; init; }
    public byte[]? Receipt { get; init; }

    /// <summary>Whose it is, as the journal's events carry it; null where nobody is named, or nobody who was enrolled, or who is erased.</summary>
    public Guid? Stream { get; init; }

    public byte[]? Sealed { get; init; }
}
