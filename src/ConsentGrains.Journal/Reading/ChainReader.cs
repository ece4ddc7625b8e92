using System.Runtime.CompilerServices;
using ConsentGrains.Journal.Sealing;
using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal.Reading;

/// <summary>Reads streams and partitions, verifying every row before it is handed out.</summary>
sealed class ChainReader(IJournalStore store, KeyRing keys, PartitionTail[] tails, FreshRows fresh)
{
    public async ValueTask<StreamImage> LoadAsync(NameHash name, CancellationToken cancel)
    {
        var rows = await store.LoadAsync(name, cancel);
        if (rows.Erased) return StreamImage.Empty with { Erased = true };
        return rows.SnapshotVersion == 0 && rows.Events.Count == 0 ? StreamImage.Empty : Image(rows);
    }

    /// <summary>Every event of a stream, in order, up to a recorded time. No read is open while the caller is slow.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        NameHash name, long upToMicros, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var unsealer = new Unsealer(keys);
        var version = 0;
        while (true)
        {
            var page = await store.ReadStreamAsync(name, version, upToMicros, cancel);
            foreach (var row in page) yield return Open(row, ++version, unsealer);
            if (page.Count < Limits.PageRows) yield break;
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadPartitionAsync(
        PartitionId partition, long afterPosition, Func<IReadOnlyList<string>, bool>? wanted, [EnumeratorCancellation] CancellationToken cancel)
    {
        var end = tails[partition.Value].Committed.Position;
        if (fresh.After(partition, afterPosition, end) is { } known)
        {
            foreach (var row in known) yield return wanted?.Invoke(row.Audience) == false ? row with { Secret = null } : row;
            yield break;
        }

        using var unsealer = new Unsealer(keys);
        var position = afterPosition;
        while (true)
        {
            var page = await store.ReadPartitionAsync(partition, position, cancel);
            foreach (var row in page)
            {
                Links.CheckNext(row, position++);
                yield return unsealer.Open(row, wanted);
            }
            if (page.Count < Limits.PageRows) break;
        }
        if (position < end) throw Links.Missing(partition, position + 1);
    }

    StreamImage Image(StreamRows rows)
    {
        using var unsealer = new Unsealer(keys);
        ReadOnlyMemory<byte>? snapshot = rows.Snapshot is null ? default(ReadOnlyMemory<byte>?) : unsealer.OpenSnapshot(rows);
        var version = rows.SnapshotVersion;
        var events = new StoredEvent[rows.Events.Count];
        for (var i = 0; i < events.Length; i++) events[i] = Open(rows.Events[i], ++version, unsealer);
        var last = events.Length == 0 ? rows.SnapshotMicros : events[^1].Micros;
        return new(false, rows.SnapshotVersion, snapshot, events, version, last) { SnapshotMicros = rows.SnapshotMicros };
    }

    static StoredEvent Open(in ReadRow row, int version, Unsealer unsealer)
    {
        Links.Check(row);
        if (row.Event.Version != version)
            throw new JournalDamagedException(row.Event.Partition, row.Event.Position,
                $"version {row.Event.Version} of stream {row.Event.Stream} where {version} is due");
        return unsealer.Open(row);
    }
}
