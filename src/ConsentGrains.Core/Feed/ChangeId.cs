using System.Globalization;

namespace ConsentGrains.Core.Feed;

/// <summary>The ids of changes: the partition and the position in it, `hash-17.42`. INVARIANT (format): the same for every party, every delivery and for ever.</summary>
public static class ChangeId
{
    static readonly HashSet<string> Partitions =
    [
        "directory",
        .. Enumerable.Range(1, 10).Select(area => area.ToString("'gtdo-'00", CultureInfo.InvariantCulture)),
        .. Enumerable.Range(0, 64).Select(hash => hash.ToString("'hash-'00", CultureInfo.InvariantCulture)),
    ];

    public static string Of(string partition, long position) => string.Create(CultureInfo.InvariantCulture, $"{partition}.{position}");

    /// <summary>Whether a text, as a `cause`, names a change.</summary>
    public static bool IsOne(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Partitions.Contains(text[..dot])
        && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0;
}
