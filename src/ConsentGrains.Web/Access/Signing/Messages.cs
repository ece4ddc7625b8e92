namespace ConsentGrains.Web.Access.Signing;

/// <summary>Several texts of bytes, one behind the other in one buffer, which grows and is kept.</summary>
sealed class Messages
{
    const int First = 1024;
    readonly List<int> ends = [];
    byte[] bytes = new byte[First];
    int length;

    public int Count => ends.Count;

    public ReadOnlySpan<byte> this[int index] => Written[StartOf(index)..ends[index]];

    /// <summary>All of them.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public int LengthOf(int index) => ends[index] - StartOf(index);

    public int StartOf(int index) => index == 0 ? 0 : ends[index - 1];

    public void Clear()
    {
        ends.Clear();
        length = 0;
        if (bytes.Length > Limits.KeptBufferBytes) bytes = new byte[First];
    }

    /// <summary>At least so many bytes, to go on with the message that is being written.</summary>
    public Span<byte> Room(int count)
    {
        if (bytes.Length < length + count) Array.Resize(ref bytes, Math.Max(length + count, bytes.Length * 2));
        return bytes.AsSpan(length);
    }

    public void Advance(int count) => length += count;

    public void Write(ReadOnlySpan<byte> some)
    {
        some.CopyTo(Room(some.Length));
        length += some.Length;
    }

    /// <summary>Writes once more the end of the last message.</summary>
    public void RepeatEnd(int count)
    {
        var room = Room(count);
        bytes.AsSpan(ends[^1] - count, count).CopyTo(room);
        length += count;
    }

    /// <summary>What was written since the last end is a message.</summary>
    public void End() => ends.Add(length);
}
