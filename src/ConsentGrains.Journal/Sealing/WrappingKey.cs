using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ConsentGrains.Journal.Sealing;

/// <summary>The key under which the subjects' keys lie. Taking it in costs more than unwrapping with it, and every load unwraps: a cipher that is idle is used again.
/// Thread-safe; there are as many ciphers as ever worked at once.</summary>
sealed class WrappingKey(byte[] key)
{
    readonly ConcurrentBag<AesGcm> idle = [];

    public byte[] Close(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var cipher = Take();
        var closed = Seal.Close(cipher, plain, associated);
        idle.Add(cipher);
        return closed;
    }

    /// <inheritdoc cref="Seal.Open"/>
    public byte[]? Open(ReadOnlySpan<byte> closed, ReadOnlySpan<byte> associated)
    {
        var cipher = Take();
        var plain = Seal.Open(cipher, closed, associated);
        idle.Add(cipher);
        return plain;
    }

    AesGcm Take() => idle.TryTake(out var cipher) ? cipher : Seal.Cipher(key);
}
