using ConsentGrains.Core.Feed;

namespace ConsentGrains.Grains.Feed;

/// <summary>What all who are told the same of one change are told: its text is made by whoever sends it first. Thread-safe.</summary>
public sealed class Telling(Told told)
{
    byte[]? text;

    public Told Told => told;

    /// <summary>The text as it is sent; two who are first at the same time may make it twice, from the same words.</summary>
    public ReadOnlyMemory<byte> Text(FeedEvent of, Func<FeedEvent, byte[]> make) => text ??= make(of);
}
