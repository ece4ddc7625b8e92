namespace ConsentGrains.Journal.Memory;

/// <summary>The rows in dictionaries under one lock. The plainest reading of <see cref="IJournalStore"/>.</summary>
sealed class MemoryStore : IJournalStore
{
    readonly Lock guard = new();
    readonly MemoryTables tables = new();
    StoreMeta? meta;
    string? owner;
    long epoch;

    public string Kind => "memory";

    public int CommandRows => tables.Commands.Count;

    public ValueTask<StoreMeta> OpenAsync(StoreMeta fresh, CancellationToken cancel) => ValueTask.FromResult(meta ??= fresh);

    public ValueTask ClaimAsync(string owner, CancellationToken cancel)
    {
        lock (guard) (this.owner, epoch) = (owner, epoch + 1);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeadsAsync(CancellationToken cancel) => Locked<IReadOnlyList<PartitionHead>>(() =>
    {
        var heads = new PartitionHead[PartitionId.Count];
        for (var p = 0; p < heads.Length; p++) heads[p] = new(new(p), owner, epoch, tables.Last(new(p)));
        return heads;
    });

    public ValueTask<StreamHead[]> FindStreamsAsync(IReadOnlyList<NameHash> names) =>
        Locked(() => names.Select(tables.Head).ToArray());

    public ValueTask<CommandRow?[]> FindCommandsAsync(IReadOnlyList<CommandRef> keys) =>
        Locked(() => keys.Select(k => tables.Commands.GetValueOrDefault(k)).ToArray());

    public ValueTask<CommitOutcome> CommitAsync(CommitGroup group) => Locked(() =>
    {
        foreach (var (partition, claimed) in group.Epochs)
            if (claimed != epoch) return new(CommitKind.Fenced, $"partition {partition} has epoch {epoch}, not {claimed}");
        tables.Write(group);
        return CommitOutcome.Done;
    });

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    public ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel) => Locked(() => tables.Load(name));

    public ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel) => Locked<SubjectRow?>(() =>
        tables.ByName.TryGetValue(name, out var stream) ? new(stream.Id, stream.Wrapped) : null);

    public ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel) =>
        Locked(() => tables.Streams.GetValueOrDefault(stream)?.Wrapped);

    public ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel) =>
        Locked(() => tables.Commands.GetValueOrDefault(new(tables.Head(name).Id, actor, key)));

    public ValueTask<List<ReadRow>> ReadStreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel) =>
        Locked(() => tables.ByName.TryGetValue(name, out var stream)
            ? stream.Events.Skip(afterVersion).TakeWhile(e => e.Micros <= upToMicros).Take(Limits.PageRows).Select(tables.Read).ToList()
            : []);

    public ValueTask<List<ReadRow>> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        Locked(() => tables.Events[partition.Value].Skip((int)afterPosition).Take(Limits.PageRows).Select(tables.Read).ToList());

    public ValueTask<List<ErasureRow>> ReadErasuresAsync(CancellationToken cancel) =>
        Locked(() => tables.Erasures.Values.OrderBy(e => e.Micros).ToList());

    public ValueTask AddCheckpointAsync(CheckpointRow checkpoint, CancellationToken cancel)
    {
        lock (guard) tables.Checkpoints.Add(checkpoint);
        return ValueTask.CompletedTask;
    }

    public ValueTask<List<CheckpointRow>> ReadCheckpointsAsync(long afterN, CancellationToken cancel) =>
        Locked(() => tables.Checkpoints.Where(c => c.N > afterN).Take(Limits.PageRows).ToList());

    public ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel) => Locked(() => tables.Checkpoints.LastOrDefault());

    public ValueTask CheckAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ValueTask<T> Locked<T>(Func<T> read)
    {
        lock (guard) return ValueTask.FromResult(read());
    }
}
