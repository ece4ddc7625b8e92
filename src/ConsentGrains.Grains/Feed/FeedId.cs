using System.Globalization;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>The ids of changes: `hash-17.42`.</summary>
static class FeedId
{
    static readonly HashSet<string> Partitions = [.. Enumerable.Range(0, PartitionId.Count).Select(i => new PartitionId(i).ToString())];

    /// <summary>Whether a text, as a `cause`, names a change.</summary>
    public static bool IsOne(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Partitions.Contains(text[..dot])
        && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0;
}
