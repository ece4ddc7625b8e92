using System.Buffers;
using System.Text;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Bytes of a block as they are written, in a buffer that is given back.</summary>
sealed class LogBytes : IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(Limits.LogBlockBytes);
    int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Unsigned LEB128.</summary>
    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>Zigzag: small numbers of either sign are short.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number((ulong)bytes.Length);
        Raw(bytes);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public Span<byte> Room(int count)
    {
        if (buffer.Length - length < count) Grow(count);
        length += count;
        return buffer.AsSpan(length - count, count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + count, buffer.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

/// <summary>Bytes of a block as they are read. What is damaged ends with an <see cref="InvalidDataException"/>, never outside the block.</summary>
ref struct LogReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> rest = bytes;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte() => Raw(1)[0];

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("a number in a block of the decision log does not end");
    }

    public long Signed() => Number() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    /// <summary>A number of things that take a byte each at least.</summary>
    public int Count() => Number() is var count && count <= (ulong)rest.Length ? (int)count : throw new InvalidDataException("a block of the decision log is cut off");

    public ReadOnlySpan<byte> Bytes() => Raw(Count());

    public ReadOnlySpan<byte> Raw(int count)
    {
        if (count > rest.Length) throw new InvalidDataException("a block of the decision log is cut off");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
