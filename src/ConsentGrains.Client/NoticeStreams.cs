using System.Globalization;
using Orleans.Runtime;

namespace ConsentGrains.Client;

/// <summary>The Orleans streams of <see cref="Notice"/>s.</summary>
public static class NoticeStreams
{
    /// <summary>The name of the stream provider, here and in every client: `client.AddMemoryStreams(NoticeStreams.Provider)`.</summary>
    public const string Provider = "notices";

    const string Commits = "consentgrains.commits", Subscribers = "consentgrains.subscriber";

    /// <summary>Everything that is committed of supply points of a transmission operator's area (一般送配電事業者).</summary>
    /// <param name="area">1–10.</param>
    public static StreamId OfArea(int area) => StreamId.Create(Commits, string.Create(CultureInfo.InvariantCulture, $"gtdo-{area:00}"));

    /// <summary>Everything that is committed of customers, and whatever else lives in a partition by hash.</summary>
    public static StreamId OfCustomers { get; } = StreamId.Create(Commits, "hash");

    public static StreamId OfDirectory { get; } = StreamId.Create(Commits, "directory");

    /// <summary>What may concern the party of a subscription of the change feed.</summary>
    /// <param name="id">`sub-0123456789abcdef`.</param>
    public static StreamId OfSubscriber(string id) => StreamId.Create(Subscribers, id);
}
