using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ConsentGrains.Journal.Sealing;

/// <summary>HMAC-SHA256 under one key. Taking a key in costs more than hashing a name with it, and every load hashes one: a hash that is idle is used again.
/// Thread-safe; there are as many hashes as ever worked at once.</summary>
sealed class HashingKey(byte[] key)
{
    readonly ConcurrentBag<IncrementalHash> idle = [];

    /// <param name="hash">As long as a <see cref="NameHash"/>.</param>
    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        var taken = idle.TryTake(out var ready) ? ready : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        taken.AppendData(text);
        taken.GetHashAndReset(hash);
        idle.Add(taken);
    }
}
