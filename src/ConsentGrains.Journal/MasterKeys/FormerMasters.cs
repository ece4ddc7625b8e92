using System.Buffers.Binary;

namespace ConsentGrains.Journal;

/// <summary>By which checks the master keys of before are known, and when each was left: `meta.former`, 32 bytes and 8 bytes of microseconds each, oldest first.
/// They open nothing; they let a start say that the key it was given is an old one.</summary>
static class FormerMasters
{
    const int CheckBytes = 32;
    const int EntryBytes = CheckBytes + sizeof(long);

    public static byte[] With(byte[]? known, byte[] check, long micros)
    {
        var entry = new byte[EntryBytes];
        check.CopyTo(entry, 0);
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(CheckBytes), micros);
        return [.. known ?? [], .. entry];
    }

    /// <summary>When this master key was left; null where it never was the journal's.</summary>
    public static DateTime? LeftAt(byte[]? known, KeyRing keys)
    {
        for (var at = 0; known is not null && at + EntryBytes <= known.Length; at += EntryBytes)
        {
            var check = known.AsSpan(at, CheckBytes);
            if (check.SequenceEqual(keys.Check) || check.SequenceEqual(keys.LaterCheck))
                return DateTime.UnixEpoch.AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(known.AsSpan(at + CheckBytes)));
        }
        return null;
    }
}

/// <summary>Names of values in `meta`.</summary>
static class MetaNames
{
    public const string KeyCheck = "key_check";
    public const string Vault = "vault";
    public const string Exchange = "exchange";
    public const string Former = "former";
}
