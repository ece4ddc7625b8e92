namespace ConsentGrains.Journal.Tests;

/// <summary>The real store with a hand on its commit: to hold it, to count it, or to lose its answer.</summary>
sealed class HookedStore(IJournalStore inner) : IJournalStore
{
    public string Kind => inner.Kind;

    /// <summary>Around each commit; calls the real one when and if it likes.</summary>
    public Func<Func<ValueTask<CommitOutcome>>, CommitGroup, ValueTask<CommitOutcome>> OnCommit { get; set; } = (commit, _) => commit();

    /// <summary>Before the tails are read again.</summary>
    public Action OnReadHeads { get; set; } = () => { };

    /// <summary>Before streams are looked up.</summary>
    public Action OnFindStreams { get; set; } = () => { };

    /// <summary>When the writer rests.</summary>
    public Action OnIdle { get; set; } = () => { };

    /// <summary>Before the partitions are taken.</summary>
    public Func<Task> OnClaim { get; set; } = () => Task.CompletedTask;

    public IJournalStore Inner => inner;

    public bool IsHeld => inner.IsHeld;

    public Task<string> TakenOver => inner.TakenOver;

    public ValueTask<CommitOutcome> CommitAsync(CommitGroup group) => OnCommit(() => inner.CommitAsync(group), group);

    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeadsAsync(CancellationToken cancel)
    {
        OnReadHeads();
        return inner.ReadHeadsAsync(cancel);
    }

    public ValueTask<StreamHead[]> FindStreamsAsync(IReadOnlyList<NameHash> names)
    {
        OnFindStreams();
        return inner.FindStreamsAsync(names);
    }

    public ValueTask IdleAsync()
    {
        OnIdle();
        return inner.IdleAsync();
    }

    public ValueTask<StoreMeta> OpenAsync(StoreMeta fresh, CancellationToken cancel) => inner.OpenAsync(fresh, cancel);

    public async ValueTask ClaimAsync(string owner, CancellationToken cancel)
    {
        await OnClaim();
        await inner.ClaimAsync(owner, cancel);
    }

    public ValueTask<CommandRow?[]> FindCommandsAsync(IReadOnlyList<CommandRef> keys) => inner.FindCommandsAsync(keys);
    public ValueTask<StreamRows> LoadAsync(NameHash name, CancellationToken cancel) => inner.LoadAsync(name, cancel);
    public ValueTask<SubjectRow?> FindSubjectAsync(NameHash name, CancellationToken cancel) => inner.FindSubjectAsync(name, cancel);
    public ValueTask<byte[]?> FindKeyAsync(Guid stream, CancellationToken cancel) => inner.FindKeyAsync(stream, cancel);
    public ValueTask<CommandRow?> FindCommandAsync(NameHash name, string actor, NameHash key, CancellationToken cancel) =>
        inner.FindCommandAsync(name, actor, key, cancel);
    public ValueTask<List<ReadRow>> ReadStreamAsync(NameHash name, int afterVersion, long upToMicros, CancellationToken cancel) =>
        inner.ReadStreamAsync(name, afterVersion, upToMicros, cancel);
    public ValueTask<List<ReadRow>> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        inner.ReadPartitionAsync(partition, afterPosition, cancel);
    public ValueTask<List<ErasureRow>> ReadErasuresAsync(CancellationToken cancel) => inner.ReadErasuresAsync(cancel);
    public ValueTask AddCheckpointAsync(CheckpointRow checkpoint, CancellationToken cancel) => inner.AddCheckpointAsync(checkpoint, cancel);
    public ValueTask<List<CheckpointRow>> ReadCheckpointsAsync(long afterN, CancellationToken cancel) => inner.ReadCheckpointsAsync(afterN, cancel);
    public ValueTask<CheckpointRow?> LastCheckpointAsync(CancellationToken cancel) => inner.LastCheckpointAsync(cancel);
    public ValueTask CheckAsync(CancellationToken cancel) => inner.CheckAsync(cancel);
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>Holds the first commit until released, so that what comes meanwhile gathers in one group.</summary>
sealed class HeldCommit
{
    readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int count;

    public Task Reached => reached.Task;

    public List<int> Groups { get; } = [];

    public void Release() => released.SetResult();

    public HookedStore Hold(IJournalStore store) => new(store)
    {
        OnCommit = async (commit, group) =>
        {
            Groups.Add(group.Events.Count);
            if (Interlocked.Increment(ref count) == 1)
            {
                reached.SetResult();
                await released.Task;
            }
            return await commit();
        },
    };
}
