using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>Writes checkpoints: first the row in the store, then the line in the anchor. One at a time.</summary>
sealed class CheckpointLog : IDisposable
{
    readonly CheckpointPlace place;
    readonly Guid incarnation;
    readonly long[] written = new long[PartitionId.Count];
    readonly LedgerCopy copy;
    string? erasures;

    CheckpointLog(CheckpointPlace place, Guid incarnation, CheckpointKey key) =>
        (this.place, this.incarnation, copy, Key) = (place, incarnation, new(place.LedgerPath), key);

    public CheckpointKey Key { get; }

    public string AnchorPath => place.AnchorPath;

    /// <summary>With the key that is there; a journal without checkpoints gets a new one.</summary>
    /// <exception cref="JournalRefusedException">As <see cref="CheckpointAdmission.FindKeyAsync"/>.</exception>
    public static async ValueTask<CheckpointLog> OpenAsync(IJournalStore store, CheckpointPlace place, Guid incarnation, CancellationToken cancel) =>
        new(place, incarnation, await CheckpointAdmission.FindKeyAsync(store, place, cancel) ?? CheckpointKey.Create(place.KeyPath));

    /// <summary>Erasures that the copy of the ledger outside the store has and a ledger has not: of a backup that was restored.</summary>
    public IReadOnlyList<ErasureRow> MissingFrom(IEnumerable<ErasureRow> ledger)
    {
        var there = ledger.Select(row => row.Name).ToHashSet();
        return [.. copy.Read().Where(row => !there.Contains(row.Name))];
    }

    /// <summary>Called between two groups, so that nothing moves meanwhile.</summary>
    /// <param name="ledgerUntil">Rows of the ledger up to this moment are signed.</param>
    /// <exception cref="JournalRefusedException">`checkpoint-key-wrong`: of several who share the journal another one signed with another key.</exception>
    public async ValueTask<bool> WriteAsync(IJournalStore store, PartitionTail[] tails, long micros, long ledgerUntil, CancellationToken cancel)
    {
        var rows = await store.ReadErasuresAsync(cancel);
        copy.Add(rows);
        var ledger = Digest(rows.FindAll(row => row.Micros <= ledgerUntil));
        var heads = Moved(tails);
        if (heads.Count == 0 && string.Equals(ledger, erasures, StringComparison.Ordinal)) return false;
        var last = await store.LastCheckpointAsync(cancel);
        if (last is not null && !Key.Verify(last.Heads, last.Signature)) throw CheckpointAdmission.NotAfter(last.N, place);
        var previous = last is null ? Checkpoint.NoPrevious : Checkpoint.Digest(last.Heads);
        var checkpoint = new Checkpoint((last?.N ?? 0) + 1, incarnation, micros, ledger, previous, heads);
        var text = checkpoint.Format();
        var signature = Key.Sign(text);
        await store.AddCheckpointAsync(new(checkpoint.N, text, Convert.FromHexString(previous), signature), cancel);
        Anchor.Append(place.AnchorPath, text, signature);
        Remember(heads, ledger);
        return true;
    }

    public void Dispose() => Key.Dispose();

    /// <summary>The number of the ledger's rows, a colon, and SHA-256 over them, oldest first: name hash, stream id, time (8 bytes, big-endian).</summary>
    public static string Digest(List<ErasureRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> time = stackalloc byte[sizeof(long)];
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt64BigEndian(time, row.Micros);
            hash.AppendData(row.Name.ToArray());
            hash.AppendData(row.Stream.ToByteArray(bigEndian: true));
            hash.AppendData(time);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Count}:{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    List<Checkpoint.Head> Moved(PartitionTail[] tails)
    {
        var heads = new List<Checkpoint.Head>();
        for (var p = 0; p < tails.Length; p++)
            if (tails[p].Committed is var tail && tail.Position != written[p])
                heads.Add(new(new(p), tail.Position, Convert.ToHexStringLower(tail.Hash)));
        return heads;
    }

    // Only after both writes: what the anchor may have missed is named again by the next checkpoint.
    void Remember(List<Checkpoint.Head> heads, string ledger)
    {
        foreach (var head in heads) written[head.Partition.Value] = head.Position;
        erasures = ledger;
    }
}
