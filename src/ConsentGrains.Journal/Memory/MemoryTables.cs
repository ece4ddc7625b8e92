namespace ConsentGrains.Journal.Memory;

/// <summary>A stream with what belongs to it.</summary>
sealed class MemoryStream(Guid id, PartitionId partition)
{
    public Guid Id { get; } = id;
    public PartitionId Partition { get; } = partition;
    public byte[]? Wrapped { get; set; }
    public (int Version, byte[] Sealed)? Snapshot { get; set; }
    public bool Erased { get; set; }
    public List<EventRow> Events { get; } = [];
}

/// <summary>The tables of the memory store. Not thread-safe.</summary>
sealed class MemoryTables
{
    public List<EventRow>[] Events { get; } = [.. Enumerable.Range(0, PartitionId.Count).Select(_ => new List<EventRow>())];
    public Dictionary<NameHash, MemoryStream> ByName { get; } = [];
    public Dictionary<Guid, MemoryStream> Streams { get; } = [];
    public Dictionary<CommandRef, CommandRow> Commands { get; } = [];
    public Dictionary<NameHash, ErasureRow> Erasures { get; } = [];
    public List<CheckpointRow> Checkpoints { get; } = [];

    // Oldest first, so that expired ones are found without a search.
    readonly Queue<CommandRow> expiring = new();

    public StreamHead Head(NameHash name)
    {
        if (ByName.TryGetValue(name, out var live)) return new(live.Id, live.Events.Count, live.Wrapped is not null, false);
        if (!Erasures.TryGetValue(name, out var erased)) return default;
        return new(erased.Stream, Streams[erased.Stream].Events.Count, false, true);
    }

    public ReadRow? Last(PartitionId partition) => Events[partition.Value] is [.., var last] ? Read(last) : null;

    public ReadRow Read(EventRow row)
    {
        var previous = row.Position == 1 ? null : Events[row.Partition.Value][(int)row.Position - 2].Hash;
        var stream = Streams[row.Stream];
        return new(row, previous, row.KeyId is null ? null : stream.Wrapped, stream.Erased ? StreamOwner.Erased : StreamOwner.Live);
    }

    public StreamRows Load(NameHash name)
    {
        if (Erasures.ContainsKey(name)) return StreamRows.Gone;
        if (!ByName.TryGetValue(name, out var stream)) return StreamRows.None;
        var version = stream.Snapshot?.Version ?? 0;
        var rows = new StreamRows
        {
            Id = stream.Id,
            Partition = stream.Partition,
            Wrapped = stream.Wrapped,
            SnapshotVersion = version,
            Snapshot = stream.Snapshot?.Sealed,
            SnapshotMicros = version == 0 ? 0 : stream.Events[version - 1].Micros,
        };
        for (var i = version; i < stream.Events.Count; i++) rows.Events.Add(Read(stream.Events[i]));
        return rows;
    }

    public void Write(CommitGroup group)
    {
        foreach (var (id, partition, name) in group.Streams) ByName[name] = Streams[id] = new(id, partition);
        foreach (var (keyId, wrapped) in group.Keys) Streams[new Guid(keyId.AsSpan(0, 16), bigEndian: true)].Wrapped = wrapped;
        foreach (var row in group.Events) Write(row);
        foreach (var (id, version, bytes) in group.Snapshots) Streams[id].Snapshot = (version, bytes);
        foreach (var row in group.Commands) Write(row);
        foreach (var row in group.Erasures) Erase(row);
        for (var n = group.ExpiredAtMost; n > 0 && expiring.TryPeek(out var old) && old.Expires < group.ExpiredBefore; n--) Expire();
    }

    void Write(EventRow row)
    {
        // The caller's buffer is the caller's again once the append has ended.
        var kept = new EventRow
        {
            Partition = row.Partition,
            Stream = row.Stream,
            Version = row.Version,
            Type = row.Type,
            KeyId = row.KeyId,
            Clear = row.Clear.ToArray(),
            Sealed = row.Sealed,
            Audience = row.Audience,
            Position = row.Position,
            Micros = row.Micros,
            Hash = row.Hash,
        };
        Events[row.Partition.Value].Add(kept);
        Streams[row.Stream].Events.Add(kept);
    }

    void Write(CommandRow row)
    {
        Commands[new(row.Stream, row.Actor, row.Key)] = row;
        expiring.Enqueue(row);
    }

    void Erase(ErasureRow row)
    {
        Erasures[row.Name] = row;
        ByName.Remove(row.Name);
        var stream = Streams[row.Stream];
        (stream.Erased, stream.Wrapped, stream.Snapshot) = (true, null, null);
    }

    // A key used again after it expired has a younger row, which stays.
    void Expire()
    {
        var old = expiring.Dequeue();
        var key = new CommandRef(old.Stream, old.Actor, old.Key);
        if (Commands.TryGetValue(key, out var now) && ReferenceEquals(now, old)) Commands.Remove(key);
    }
}
