using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ConsentGrains.Core.Codec;

/// <summary>Numbers as LEB128, texts as length + 1 and UTF-8 (0 = none), days as day number + 1 (0 = none).</summary>
sealed class SnapshotWriter
{
    readonly ArrayBufferWriter<byte> bytes = new(256);

    public void Byte(byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }

    public void Number(long value)
    {
        for (var rest = (ulong)value; ; rest >>= 7)
        {
            Byte((byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
            if (rest < 0x80) return;
        }
    }

    public void Moment(Instant moment)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), moment.Micros);
        bytes.Advance(sizeof(long));
    }

    public void Flags(bool a, bool b, bool c) => Byte((byte)((a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0)));

    public void Day(DateOnly? day) => Number(day is { } known ? known.DayNumber + 1 : 0);

    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }

        Number(Encoding.UTF8.GetByteCount(text) + 1);
        bytes.Write(Encoding.UTF8.GetBytes(text));
    }

    public void Names(string[]? names)
    {
        Number(names is null ? 0 : names.Length + 1);
        foreach (var name in names ?? []) Text(name);
    }

    public void List<T>(T[] entries, Action<SnapshotWriter, T> write)
    {
        Number(entries.Length);
        foreach (var entry in entries) write(this, entry);
    }

    public byte[] ToBytes() => bytes.WrittenSpan.ToArray();
}
