using System.Buffers.Binary;

namespace ConsentGrains.Web.Tests.Tracing;

/// <summary>The fields of a message of Protocol Buffers as they lie on the wire.</summary>
static class ProtoFields
{
    const int Varint = 0, Fixed64 = 1, Counted = 2, Fixed32 = 5;

    /// <param name="message">Without its length.</param>
    public static IReadOnlyList<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Of(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ulong, ReadOnlyMemory<byte>)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message.Span, ref at);
            var (value, length) = (tag & 7) switch
            {
                Varint => (Number(message.Span, ref at), 0),
                Fixed64 => (BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), 8),
                Fixed32 => (BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), 4),
                Counted => (0UL, (int)Number(message.Span, ref at)),
                var other => throw new InvalidDataException($"wire type {other}"),
            };
            fields.Add(((int)(tag >> 3), value, message.Slice(at, length)));
            at += length;
        }

        return fields;
    }

    public static IEnumerable<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int number) => Of(message).Where(field => field.Number == number).Select(field => field.Bytes);

    static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
