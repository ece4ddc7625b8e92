using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal;

/// <summary>The hash of a row: SHA-256 over its fields and the hash before it, each with its length (4 bytes, big-endian) in front;
/// a null has the length 0xFFFFFFFF. The order is partition, position, stream, version, type, time_us, key_id, clear, sealed,
/// audience, previous. Numbers are big-endian: partition and version 4 bytes, position and time 8. Fixed for ever.</summary>
sealed class RowHash
{
    public static readonly byte[] Genesis = new byte[Size];
    public const int Size = 32;
    byte[] buffer = new byte[4096];
    int length;

    public byte[] Compute(EventRow row, ReadOnlySpan<byte> previous)
    {
        length = 0;
        Reserve(256 + Encoding.UTF8.GetMaxByteCount(row.Type.Length + row.Audience.Length)
            + (row.KeyId?.Length ?? 0) + row.Clear.Length + (row.Sealed?.Length ?? 0));
        Add(row.Partition.Value);
        Add(row.Position);
        Add(row.Stream);
        Add(row.Version);
        Add(row.Type);
        Add(row.Micros);
        Add(row.KeyId);
        AddBytes(row.Clear.Span);
        Add(row.Sealed);
        Add(row.Audience);
        AddBytes(previous);
        return SHA256.HashData(buffer.AsSpan(0, length));
    }

    void Reserve(int bytes)
    {
        if (buffer.Length < bytes) buffer = new byte[Math.Max(bytes, 2 * buffer.Length)];
    }

    void Add(int value)
    {
        AddLength(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), value);
        length += sizeof(int);
    }

    void Add(long value)
    {
        AddLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(length), value);
        length += sizeof(long);
    }

    void Add(Guid value)
    {
        AddLength(16);
        value.TryWriteBytes(buffer.AsSpan(length), bigEndian: true, out _);
        length += 16;
    }

    void Add(string value)
    {
        var written = Encoding.UTF8.GetBytes(value, buffer.AsSpan(length + sizeof(uint)));
        AddLength(written);
        length += written;
    }

    void Add(byte[]? value)
    {
        if (value is null) AddLength(-1);
        else AddBytes(value);
    }

    void AddBytes(ReadOnlySpan<byte> value)
    {
        AddLength(value.Length);
        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
    }

    void AddLength(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), value);
        length += sizeof(int);
    }
}
