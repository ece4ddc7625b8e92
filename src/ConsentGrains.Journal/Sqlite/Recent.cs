namespace ConsentGrains.Journal.Sqlite;

/// <summary>A committed row that no index names yet.</summary>
/// <param name="Before">The id of the row before it in its partition, where that is recent too.</param>
readonly record struct RecentRow(long Id, long? Before, PartitionId Partition, long Position, NameHash Name, int Version, long Micros);

/// <summary>The rows written since the indexes were last brought up to date, in memory only: an index that is written in large sorted lots costs a
/// fraction of one written with every group. What is here is on disk; after a crash the rows are found again by their ids.
/// Ownership: the writer adds and clears, anybody reads.
/// INVARIANT (look-here-first): a reader looks here before it asks the indexes; what leaves in between is in the indexes by then.</summary>
sealed class Recent
{
    static readonly List<RecentRow> None = [];
    readonly Lock guard = new();
    readonly Dictionary<NameHash, List<RecentRow>> byName = [];
    readonly List<RecentRow>?[] byPartition = new List<RecentRow>?[PartitionId.Count];
    int count;

    public int Count => Volatile.Read(ref count);

    public void Add(IReadOnlyList<RecentRow> rows)
    {
        lock (guard) AddAll(rows);
    }

    /// <summary>Rows in the place of those there were. A reader finds either: without them it would take a stream for shorter than it is, or for none.</summary>
    public void Replace(IReadOnlyList<RecentRow> rows)
    {
        lock (guard)
        {
            RemoveAll();
            AddAll(rows);
        }
    }

    public void Clear()
    {
        lock (guard) RemoveAll();
    }

    /// <summary>A partition's last row, if it is recent.</summary>
    public RecentRow? LastOf(PartitionId partition)
    {
        lock (guard) return byPartition[partition.Value] is [.., var last] ? last : null;
    }

    /// <summary>0 where nothing of the stream is recent.</summary>
    public int VersionOf(NameHash name)
    {
        lock (guard) return byName.TryGetValue(name, out var rows) ? rows[^1].Version : 0;
    }

    /// <summary>A stream's rows, oldest first.</summary>
    public List<RecentRow> Of(NameHash name)
    {
        lock (guard) return byName.TryGetValue(name, out var rows) ? [.. rows] : None;
    }

    /// <summary>A page of a partition's rows after a position, oldest first.</summary>
    public List<RecentRow> Of(PartitionId partition, long after)
    {
        lock (guard)
        {
            if (byPartition[partition.Value] is not { } rows) return None;
            var from = (int)Math.Clamp(after + 1 - rows[0].Position, 0, rows.Count);
            return rows.GetRange(from, Math.Min(rows.Count - from, Limits.PageRows));
        }
    }

    void AddAll(IReadOnlyList<RecentRow> rows)
    {
        foreach (var row in rows)
        {
            (byPartition[row.Partition.Value] ??= []).Add(row);
            if (!byName.TryGetValue(row.Name, out var known)) byName[row.Name] = known = new(1);
            known.Add(row);
        }
        count += rows.Count;
    }

    void RemoveAll()
    {
        byName.Clear();
        Array.Clear(byPartition);
        count = 0;
    }
}
