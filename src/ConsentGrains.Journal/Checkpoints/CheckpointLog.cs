using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>Writes checkpoints: first the row in the store, then the line in the anchor. One at a time.</summary>
sealed class CheckpointLog : IDisposable
{
    readonly CheckpointPlace place;
    readonly Guid incarnation;
    readonly long[] written = new long[PartitionId.Count];
    string? erasures;

    public CheckpointLog(CheckpointPlace place, Guid incarnation) =>
        (this.place, this.incarnation, Key) = (place, incarnation, CheckpointKey.LoadOrCreate(place.KeyPath));

    public CheckpointKey Key { get; }

    public string AnchorPath => place.AnchorPath;

    public async ValueTask<bool> WriteAsync(IJournalStore store, PartitionTail[] tails, long micros, CancellationToken cancel)
    {
        var ledger = await DigestAsync(store, cancel);
        var heads = Moved(tails);
        if (heads.Count == 0 && string.Equals(ledger, erasures, StringComparison.Ordinal)) return false;
        var last = await store.LastCheckpointAsync(cancel);
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

    /// <summary>SHA-256 over the ledger's rows in the order of stream ids, with their number in front.</summary>
    public static async ValueTask<string> DigestAsync(IJournalStore store, CancellationToken cancel)
    {
        var rows = await store.ReadErasuresAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(row.Name.ToArray());
            hash.AppendData(row.Stream.ToByteArray(bigEndian: true));
            hash.AppendData(Encoding.ASCII.GetBytes(row.Micros.ToString("D20", CultureInfo.InvariantCulture)));
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
