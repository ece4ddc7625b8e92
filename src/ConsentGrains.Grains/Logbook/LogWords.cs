namespace ConsentGrains.Grains.Logbook;

/// <summary>The texts of an entry. Entries that have the same share one object: it is most of what an entry is.</summary>
sealed record LogWords
{
    public static readonly LogWords Empty = new();

    public string Kind { get; init; } = "";
    public string By { get; init; } = "";
    public string Key { get; init; } = "";
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

    /// <summary>In the order in which a block names them.</summary>
    public string?[] InOrder() =>
        [Kind, By, Key, Operator, What, Party, Act, Purpose, Recipient, Items, Form, Circumstance, Channel, Basis, Reason, Clauses, Policy, Law];
}
