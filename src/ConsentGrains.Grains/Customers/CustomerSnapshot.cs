using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Customers;

/// <summary>A snapshot is written with the very append it includes, before anyone knows when that will be recorded. It therefore holds the state
/// before the append and the events of the append; the load, which knows the time, puts them together.</summary>
static class CustomerSnapshot
{
    const byte Format = 1;

    public static ReadOnlyMemory<byte> Encode(CustomerState before, IReadOnlyList<EventData> happened)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        Write(writer, CustomerSnapshotCodec.Encode(before));
        writer.Write(happened.Count);
        for (var i = 0; i < happened.Count; i++)
        {
            writer.Write(happened[i].Type);
            Write(writer, happened[i].Clear.Span);
            Write(writer, happened[i].Secret.Span);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <param name="recorded">When the append was recorded.</param>
    /// <returns>The state after the append; null for another format: make the state again from its events.</returns>
    public static CustomerState? Decode(ReadOnlyMemory<byte> snapshot, Instant recorded)
    {
        using var reader = new BinaryReader(new MemoryStream(snapshot.ToArray(), writable: false));
        if (reader.ReadByte() != Format || CustomerSnapshotCodec.Decode(Read(reader)) is not { } state) return null;
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (type, clear, secret) = (reader.ReadString(), Read(reader), Read(reader));
            state = CustomerRules.Evolve(state, CustomerEventCodec.Decode(type, clear, secret).Event, recorded);
        }

        return state;
    }

    static void Write(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    static byte[] Read(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}
