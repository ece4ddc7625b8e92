using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal.Sealing;

/// <summary>Bytes sealed with AES-256-GCM: format (1 byte, always 1), nonce (12 random bytes), ciphertext, tag (16).
/// What a seal belongs to is its associated data, so that no sealed value can be moved to another place.</summary>
static class Seal
{
    public const int Overhead = 1 + Nonce + Tag;
    const byte Format = 1;
    const int Nonce = Nonces.Length;
    const int Tag = 16;

    /// <summary>The type under which a snapshot is sealed; no event has it, for event names end in a version.</summary>
    public const string Snapshot = "snapshot";

    public static byte[] Close(AesGcm key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var output = new byte[Overhead + plain.Length];
        output[0] = Format;
        var nonce = output.AsSpan(1, Nonce);
        Nonces.Next(nonce);
        key.Encrypt(nonce, plain, output.AsSpan(1 + Nonce, plain.Length), output.AsSpan(1 + Nonce + plain.Length), associated);
        return output;
    }

    /// <summary>Null when the seal is broken: other bytes, another key or another place.</summary>
    public static byte[]? Open(AesGcm key, ReadOnlySpan<byte> closed, ReadOnlySpan<byte> associated)
    {
        if (closed.Length < Overhead || closed[0] != Format) return null;
        var plain = new byte[closed.Length - Overhead];
        try
        {
            key.Decrypt(closed.Slice(1, Nonce), closed.Slice(1 + Nonce, plain.Length), closed[^Tag..], plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>An event's (or snapshot's) place: stream id, version, type.</summary>
    public static byte[] Place(Guid stream, int version, string type)
    {
        var place = new byte[20 + Encoding.UTF8.GetByteCount(type)];
        stream.TryWriteBytes(place, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(16), version);
        Encoding.UTF8.GetBytes(type, place.AsSpan(20));
        return place;
    }

    public static AesGcm Cipher(byte[] key) => new(key, Tag);
}
