namespace ConsentGrains.Grains.Logbook;

/// <summary>An entry as the log keeps it: words of the wire, lists as one text, times in microseconds since 1970.</summary>
/// <param name="Micros">Its place: no two entries share it.</param>
sealed record LogRow(long Micros)
{
    /// <summary>Items and clauses are written without blanks, articles with them.</summary>
    public const char BetweenNames = ' ';
    public const char BetweenArticles = ';';
    public const int Texts = 18;

    public static readonly LogRow Empty = new(0);

    public string Kind { get; init; } = "";
    public string By { get; init; } = "";
    public string Key { get; init; } = "";
    public bool Whole { get; init; }
    public string? Operator { get; init; }
    public string? What { get; init; }
    public string? Party { get; init; }
    public string? Act { get; init; }
    public string? Purpose { get; init; }
    public string? Recipient { get; init; }
    public string? Items { get; init; }
    public string? Form { get; init; }
    public string? Circumstance { get; init; }
    public string? Channel { get; init; }
    public string? Basis { get; init; }
    public string? Reason { get; init; }
    public string? Clauses { get; init; }
    public string? Policy { get; init; }
    public string? Law { get; init; }
    public bool? Permitted { get; init; }
    public long? At { get; init; }
    public int? CustomerVersion { get; init; }
    public int? DirectoryVersion { get; init; }
    public byte[]? Receipt { get; init; }

    /// <summary>Whose it is, as the journal's events carry it; null where nobody is named, or nobody who was enrolled, or who is erased.</summary>
    public Guid? Stream { get; init; }

    public byte[]? Sealed { get; init; }
}
