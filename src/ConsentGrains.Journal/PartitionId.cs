namespace ConsentGrains.Journal;

/// <summary>A partition of the journal. The partitions are fixed for ever when a journal is made:
/// 0 is the directory, 1–10 the areas of the transmission operators (一般送配電事業者), 11–74 everything else by hash.</summary>
public readonly record struct PartitionId(int Value)
{
    public const int Count = 75;
    public const int Areas = 10;
    public const int Hashed = 64;

    public static PartitionId Directory => new(0);

    /// <param name="area">1–10, the first two digits of a supply point's number (供給地点特定番号).</param>
    public static PartitionId OfArea(int area) =>
        area is >= 1 and <= Areas ? new(area) : throw new ArgumentOutOfRangeException(nameof(area), area, "areas are 1 to 10");

    /// <summary>The hash partition of a name hash (the first byte of the keyed hash decides).</summary>
    public static PartitionId OfHash(ReadOnlySpan<byte> nameHash) => new(1 + Areas + (nameHash[0] % Hashed));

    public override string ToString() => Value switch
    {
        0 => "directory",
        <= Areas => $"gtdo-{Value:00}",
        _ => $"hash-{Value - 1 - Areas:00}",
    };
}
