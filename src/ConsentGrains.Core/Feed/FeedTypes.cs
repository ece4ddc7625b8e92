using ConsentGrains.Core.Codec;

namespace ConsentGrains.Core.Feed;

/// <summary>Every type the feed may tell.</summary>
public static class FeedTypes
{
    /// <summary>In the order in which they are described: `jp.consentgrains.customer.enrolled.v1` …</summary>
    public static IReadOnlyList<string> All { get; } = [.. ChangeFields.All.Select(change => Teller.Prefix + change.Type)];

    public static bool IsOne(string type) => All.Contains(type);
}
