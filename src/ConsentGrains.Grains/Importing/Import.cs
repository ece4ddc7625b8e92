using ConsentGrains.Core;

namespace ConsentGrains.Grains.Importing;

/// <summary>One import as it is remembered. The bytes themselves are never kept: what they say of customers is sealed in the journal and nowhere else.</summary>
/// <param name="Id">32 characters of hex, made of party and key: the same key finds the same import.</param>
/// <param name="Party">Whose it is; only that party adds to it.</param>
/// <param name="Bytes">How long the source is, as its sender said.</param>
/// <param name="Progress">Everything up to there has been decided and is on disk.</param>
/// <param name="RefusedBytes">Of the report of refused lines: what belongs to <paramref name="Progress"/>.</param>
/// <param name="Reported">Lines in the report.</param>
/// <param name="Seconds">Spent taking lines.</param>
public sealed record Import(
    string Id, string Party, long CreatedMicros, long? Bytes, ImportProgress Progress, long RefusedBytes, long Reported, double Seconds, long UpdatedMicros, bool Done)
{
    /// <summary>When it is forgotten.</summary>
    public Instant Expires => new(CreatedMicros + (Limits.ImportDays * (long)TimeSpan.FromDays(1).TotalMicroseconds));

    public Instant Created => new(CreatedMicros);

    public Instant Updated => new(UpdatedMicros);

    /// <summary>Null before anything was taken.</summary>
    public double? LinesPerSecond => Seconds > 0 ? Progress.Line / Seconds : null;
}
