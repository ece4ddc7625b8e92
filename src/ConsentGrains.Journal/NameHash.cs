using System.Buffers.Binary;

namespace ConsentGrains.Journal;

/// <summary>A keyed SHA-256 as a value: 32 bytes that can be a dictionary's key without an allocation.</summary>
readonly record struct NameHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Length = 32;

    public static NameHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Write(bytes);
        return bytes;
    }

    // The bytes are a hash already.
    public override int GetHashCode() => (int)D;
}
