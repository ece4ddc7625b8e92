using System.Buffers.Binary;
using System.Text;

namespace ConsentGrains.Core.Codec;

delegate T ReadEntry<out T>(ref SnapshotReader from);

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote. Bytes that are not such never throw: reading goes on with zeros and
/// <see cref="IsWhole"/> is false.</summary>
ref struct SnapshotReader(ReadOnlySpan<byte> snapshot)
{
    const int LongestNumber = 63;

    ReadOnlySpan<byte> rest = snapshot;
    bool broken;

    /// <summary>Everything was read, and nothing is left.</summary>
    public readonly bool IsWhole => !broken && rest.IsEmpty;

    public byte Byte() => Take(1) is { Length: 1 } one ? one[0] : default;

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift <= LongestNumber; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)value;
        }

        broken = true;
        return 0;
    }

    public Instant Moment() => Take(sizeof(long)) is { Length: sizeof(long) } span ? new Instant(BinaryPrimitives.ReadInt64LittleEndian(span)) : default;

    public (bool A, bool B, bool C) Flags()
    {
        var flags = Byte();
        return ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
    }

    public DateOnly? Day()
    {
        var number = Number() - 1;
        if (number < 0) return null;
        if (number <= DateOnly.MaxValue.DayNumber) return DateOnly.FromDayNumber((int)number);
        broken = true;
        return null;
    }

    public string? Text()
    {
        var length = Number() - 1;
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>A word of the vocabulary, shared by all customers.</summary>
    public string? Name() => Text() is { } text ? Shared.Name(text) : null;

    public string[]? Names()
    {
        var count = Number() - 1;
        if (count < 0) return null;
        if (!CanHold(count)) return [];
        var names = new string[count];
        for (var i = 0; i < names.Length; i++) names[i] = Name() ?? "";
        return Shared.Names(names);
    }

    public T[] List<T>(ReadEntry<T> read)
    {
        var count = Number();
        if (!CanHold(count)) return [];
        var entries = new T[count];
        for (var i = 0; i < entries.Length; i++) entries[i] = read(ref this);
        return entries;
    }

    /// <summary>Every entry takes at least a byte: a count beyond that is damage, not a reason to allocate.</summary>
    bool CanHold(long count)
    {
        if (count >= 0 && count <= rest.Length) return true;
        broken = true;
        return false;
    }

    ReadOnlySpan<byte> Take(long count)
    {
        if (!CanHold(count))
        {
            rest = [];
            return [];
        }

        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
