using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>A snapshot is written with the very append it includes, before anyone knows when that will be recorded. It therefore holds the state
/// before the append and the events of the append; the load, which knows the time, puts them together.</summary>
static class SnapshotBytes
{
    const byte Format = 1;

    public delegate TState? ReadState<out TState>(ReadOnlySpan<byte> bytes) where TState : class;

    public delegate TState Evolve<TState>(TState state, string type, byte[] clear, byte[] secret);

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
        using var reader = new BinaryReader(new MemoryStream(snapshot.ToArray(), writable: false));
        if (reader.ReadByte() != Format || read(Read(reader)) is not { } state) return null;
        for (var left = reader.ReadInt32(); left > 0; left--) state = evolve(state, reader.ReadString(), Read(reader), Read(reader));
        return state;
    }

    /// <summary>The same with other bytes for the state and for each event's secret; null for another format, or where the state is of one.</summary>
    public static byte[]? Rewrite(ReadOnlyMemory<byte> snapshot, Func<byte[], byte[]?> state, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> secret)
    {
        using var reader = new BinaryReader(new MemoryStream(snapshot.ToArray(), writable: false));
        if (reader.ReadByte() != Format || state(Read(reader)) is not { } before) return null;
        var happened = new EventData[reader.ReadInt32()];
        for (var i = 0; i < happened.Length; i++) happened[i] = new(reader.ReadString(), Read(reader), secret(Read(reader)), []);
        return Encode(before, happened).ToArray();
    }

    static void Write(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    static byte[] Read(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}
