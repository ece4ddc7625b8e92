using ConsentGrains.Core.Feed;

namespace ConsentGrains.Grains.Feed;

/// <summary>What all who are told the same of one change are told: its text is made by whoever sends it first. Thread-safe.</summary>
public sealed class Telling(Told told)
{
    byte[]? text;
    Framed? framed;

    public Told Told => told;

    /// <summary>The text as it is sent; two who are first at the same time may make it twice, from the same words.</summary>
    public ReadOnlyMemory<byte> Text(FeedEvent of, Func<FeedEvent, byte[]> make) => text ??= make(of);

    /// <summary>The text with its place around it, for those who stand at the same place.</summary>
    public ReadOnlyMemory<byte> Frame(FeedEvent of, Func<FeedEvent, byte[]> make)
    {
        if (framed is not { } known || !ReferenceEquals(known.At, of.Cursor)) framed = known = new(of.Cursor, make(of));
        return known.Bytes;
    }

    sealed record Framed(FeedCursor At, byte[] Bytes);
}
