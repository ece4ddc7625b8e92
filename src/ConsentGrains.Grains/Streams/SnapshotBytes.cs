using System.Buffers.Binary;
using System.Text;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>A snapshot is written with the very append it includes, before anyone knows when that will be recorded. It therefore holds the state
/// before the append and the events of the append; the load, which knows the time, puts them together.</summary>
static class SnapshotBytes
{
    const byte Format = 1;

    public delegate TState? ReadState<out TState>(ReadOnlySpan<byte> bytes) where TState : class;

    /// <summary>The bytes are the snapshot's own: what is to be kept of them is copied.</summary>
    public delegate TState Evolve<TState>(TState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte> secret);

    /// <param name="before">The state before the append, in its own format.</param>
    public static ReadOnlyMemory<byte> Encode(ReadOnlySpan<byte> before, IReadOnlyList<EventData> happened)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        Write(writer, before);
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

    /// <param name="evolve">With the time at which the append was recorded.</param>
    /// <returns>The state after the append; null for another format: make the state again from its events.</returns>
    public static TState? Decode<TState>(ReadOnlyMemory<byte> snapshot, ReadState<TState> read, Evolve<TState> evolve) where TState : class
    {
        var rest = new Rest(snapshot);
        if (rest.Byte() != Format || read(rest.Bytes().Span) is not { } state) return null;
        for (var left = rest.Number(); left > 0; left--) state = evolve(state, rest.Text(), rest.Bytes(), rest.Bytes());
        return state;
    }

    /// <summary>The same with other bytes for the state and for each event's secret; null for another format, or where the state is of one.</summary>
    public static byte[]? Rewrite(ReadOnlyMemory<byte> snapshot, Func<byte[], byte[]?> state, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> secret)
    {
        var rest = new Rest(snapshot);
        if (rest.Byte() != Format || state(rest.Bytes().ToArray()) is not { } before) return null;
        var happened = new EventData[rest.Number()];
        for (var i = 0; i < happened.Length; i++) happened[i] = new(rest.Text(), rest.Bytes(), secret(rest.Bytes()), []);
        return Encode(before, happened).ToArray();
    }

    static void Write(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads what a <see cref="BinaryWriter"/> wrote, without copying it.</summary>
    struct Rest(ReadOnlyMemory<byte> rest)
    {
        const int Width = sizeof(int);

        ReadOnlyMemory<byte> rest = rest;

        public byte Byte() => Take(1).Span[0];

        public int Number() => BinaryPrimitives.ReadInt32LittleEndian(Take(Width).Span);

        public ReadOnlyMemory<byte> Bytes() => Take(Number());

        /// <summary>The length is a number of seven bits a byte, the lowest first.</summary>
        public string Text()
        {
            var (length, more) = (0, true);
            for (var shift = 0; more; shift += 7)
            {
                var next = Byte();
                length |= (next & 0x7F) << shift;
                more = next > 0x7F;
            }

            return Encoding.UTF8.GetString(Take(length).Span);
        }

        ReadOnlyMemory<byte> Take(int count)
        {
            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }
    }
}
