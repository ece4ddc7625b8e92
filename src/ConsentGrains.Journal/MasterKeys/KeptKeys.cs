using System.Buffers.Binary;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal;

/// <summary>A key of before an exchange of the master key: good for what is dated up to a moment, and makes nothing new.</summary>
public sealed record FormerKey(byte[] Key, long UntilMicros);

/// <summary>The keys that an exchange of the master key does not change, sealed in the journal under the new one: rows that can never be written again hang on the hash of
/// a name (a stream's partition, the erasure ledger in its signed checkpoints), and receipts of before are still to be verified.
/// Layout: version (1 byte, now 1), name key, command key, then for each former receipt key its 32 bytes and 8 bytes of microseconds.</summary>
sealed record KeptKeys(byte[] Name, byte[] Command, IReadOnlyList<FormerKey> Receipts)
{
    const byte Version = 1;
    const int FixedBytes = 1 + (2 * KeyRing.KeyBytes);
    const int FormerBytes = KeyRing.KeyBytes + sizeof(long);

    /// <summary>What a journal keeps when it leaves <paramref name="ring"/>.</summary>
    public static KeptKeys Leaving(KeyRing ring, long untilMicros) =>
        new(ring.Name, ring.Command, [.. ring.FormerReceipts, new FormerKey(ring.Derive(KeyRing.Receipts), untilMicros)]);

    public byte[] Seal(KeyRing under, Guid incarnation)
    {
        var plain = new byte[FixedBytes + (Receipts.Count * FormerBytes)];
        plain[0] = Version;
        Name.CopyTo(plain, 1);
        Command.CopyTo(plain, 1 + KeyRing.KeyBytes);
        for (var i = 0; i < Receipts.Count; i++)
        {
            var at = FixedBytes + (i * FormerBytes);
            Receipts[i].Key.CopyTo(plain, at);
            BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(at + KeyRing.KeyBytes), Receipts[i].UntilMicros);
        }
        using var cipher = Sealing.Seal.Cipher(under.Vault);
        return Sealing.Seal.Close(cipher, plain, Place(incarnation));
    }

    /// <exception cref="JournalDamagedException">It is not what was sealed.</exception>
    public static KeptKeys Open(byte[] closed, KeyRing under, Guid incarnation)
    {
        using var cipher = Sealing.Seal.Cipher(under.Vault);
        if (Sealing.Seal.Open(cipher, closed, Place(incarnation)) is not [Version, ..] plain || plain.Length < FixedBytes || (plain.Length - FixedBytes) % FormerBytes != 0)
            throw new JournalDamagedException(null, null, "the keys that outlived an exchange of the master key were changed");
        var receipts = new FormerKey[(plain.Length - FixedBytes) / FormerBytes];
        for (var i = 0; i < receipts.Length; i++)
        {
            var at = FixedBytes + (i * FormerBytes);
            receipts[i] = new(plain[at..(at + KeyRing.KeyBytes)], BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(at + KeyRing.KeyBytes)));
        }
        return new(plain[1..(1 + KeyRing.KeyBytes)], plain[(1 + KeyRing.KeyBytes)..FixedBytes], receipts);
    }

    static byte[] Place(Guid incarnation) => [.. incarnation.ToByteArray(bigEndian: true), .. "vault"u8];
}
