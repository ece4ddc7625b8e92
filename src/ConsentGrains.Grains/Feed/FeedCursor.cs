using System.Buffers.Text;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>How far a subscriber has come, in every partition. Opaque to subscribers. INVARIANT (format): the byte 1, the journal's incarnation (16 bytes), the
/// position in each partition as unsigned LEB128, in base64url; cursors are kept by others for as long as they like.</summary>
public sealed class FeedCursor
{
    const byte Format = 1;
    const int Head = 17;
    const int LongestNumber = 10;
    readonly long[] positions;
    string? text;

    internal FeedCursor(Guid incarnation, long[] positions) => (Incarnation, this.positions) = (incarnation, positions);

    internal Guid Incarnation { get; }

    internal long this[int partition] => positions[partition];

    /// <summary>Null for a text that is no cursor.</summary>
    internal static FeedCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Head + (PartitionId.Count * LongestNumber)];
        if (!Base64Url.IsValid(text) || Base64Url.GetMaxDecodedLength(text.Length) > bytes.Length + 2) return null;
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length) || length < Head || bytes[0] != Format) return null;
        var rest = bytes[Head..length];
        var positions = new long[PartitionId.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            if (Number(ref rest) is not { } position) return null;
            positions[i] = position;
        }

        return rest.IsEmpty ? new(new Guid(bytes.Slice(1, 16), bigEndian: true), positions) : null;
    }

    /// <summary>How many events lie between an earlier cursor and this one, whoever they are for.</summary>
    public long Beyond(FeedCursor earlier)
    {
        var events = 0L;
        for (var i = 0; i < positions.Length; i++) events += Math.Max(0, positions[i] - earlier[i]);
        return events;
    }

    internal FeedCursor With(int partition, long position)
    {
        var moved = (long[])positions.Clone();
        moved[partition] = position;
        return new(Incarnation, moved);
    }

    /// <summary>Whether this is another cursor with one partition's position moved.</summary>
    internal bool IsWith(FeedCursor other, int partition, long position) => positions[partition] == position && Incarnation == other.Incarnation
        && positions.AsSpan(0, partition).SequenceEqual(other.positions.AsSpan(0, partition))
        && positions.AsSpan(partition + 1).SequenceEqual(other.positions.AsSpan(partition + 1));

    public override string ToString() => text ??= Write();

    string Write()
    {
        Span<byte> bytes = stackalloc byte[Head + (PartitionId.Count * LongestNumber)];
        bytes[0] = Format;
        Incarnation.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        var length = Head;
        foreach (var position in positions)
        {
            var value = (ulong)position;
            for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
            bytes[length++] = (byte)value;
        }

        return Base64Url.EncodeToString(bytes[..length]);
    }

    static long? Number(ref Span<byte> rest)
    {
        var value = 0L;
        for (var i = 0; i < rest.Length && i < LongestNumber - 1; i++)
        {
            value |= (long)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] >= 0x80) continue;
            rest = rest[(i + 1)..];
            return value;
        }

        return null;
    }
}
