using System.Security.Cryptography;

namespace ConsentGrains.Journal.Sealing;

/// <summary>Turns verified rows into events, unsealing what can be unsealed. Keeps one subject's key between two rows.</summary>
sealed class Unsealer(KeyRing keys) : IDisposable
{
    byte[]? keyId;
    AesGcm? cipher;

    /// <param name="wanted">Asked of the tags: what is not wanted is not unsealed.</param>
    public StoredEvent Open(in ReadRow row, Func<IReadOnlyList<string>, bool>? wanted = null)
    {
        var at = row.Event;
        var audience = Tags.Split(at.Audience);
        if (wanted?.Invoke(audience) == false) return new(at.Partition, at.Position, at.Stream, at.Version, at.Type, at.Micros, at.Clear, null, audience);
        ReadOnlyMemory<byte>? secret = at.Sealed is null ? ReadOnlyMemory<byte>.Empty : OpenSecret(row);
        return new(at.Partition, at.Position, at.Stream, at.Version, at.Type, at.Micros, at.Clear, secret, audience);
    }

    /// <exception cref="JournalDamagedException">The snapshot is not what was sealed, or its key is missing.</exception>
    public byte[] OpenSnapshot(StreamRows rows)
    {
        Use(Subject.KeyIdOf(rows.Id), rows.Wrapped, rows.Partition, null);
        return Seal.Open(cipher!, rows.Snapshot, Seal.Place(rows.Id, rows.SnapshotVersion, Seal.Snapshot))
            ?? throw new JournalDamagedException(rows.Partition, null, $"the snapshot of stream {rows.Id} was changed");
    }

    public void Dispose() => cipher?.Dispose();

    ReadOnlyMemory<byte>? OpenSecret(in ReadRow row)
    {
        var at = row.Event;
        if (at.KeyId is null) throw new JournalDamagedException(at.Partition, at.Position, "sealed without a key");
        if (row.Wrapped is null && (row.Owner == StreamOwner.Erased || !Subject.IsRegistry(at.KeyId))) return null;
        Use(at.KeyId, row.Wrapped, at.Partition, at.Position);
        return Seal.Open(cipher!, at.Sealed, Seal.Place(at.Stream, at.Version, at.Type))
            ?? throw new JournalDamagedException(at.Partition, at.Position, "the sealed bytes do not open with the subject's key");
    }

    void Use(byte[] id, byte[]? wrapped, PartitionId partition, long? position)
    {
        if (keyId is not null && keyId.AsSpan().SequenceEqual(id)) return;
        if (wrapped is null) throw new JournalDamagedException(partition, position, "the subject's key is missing and no erasure says why");
        var key = Subject.Unwrap(id, wrapped, keys) ?? throw new JournalDamagedException(partition, position, "the subject's key was changed");
        cipher?.Dispose();
        cipher = Seal.Cipher(key);
        keyId = id;
    }
}
