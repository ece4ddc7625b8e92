using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>One stream of the journal and its state as acknowledged. Ownership: one command at a time appends (see <see cref="Turns"/>);
/// anybody reads, without a lock. INVARIANT (publish-after-commit): what is published is on disk.
/// INVARIANT (load-or-append): a load starts only while nothing is published, an append only while something is, so that a load never
/// publishes what an append has overtaken. INVARIANT (tenure): what is published was loaded or appended under the present tenure of its partition; for when
/// that ends, see <see cref="Forget"/>.</summary>
/// <param name="source">Shared by all streams of the kind: there may be a million in memory, which is also why each is its own lock.</param>
sealed class LiveStream<TState>(StreamSource<TState> source, StreamName name) where TState : class
{
    readonly PartitionId partition = source.Journal.PartitionOf(name);
    TState? published;
    TState? last;
    Flight? flight;
    Task<TState>? loading;

    public StreamName Name => name;

    public PartitionId Partition => partition;

    /// <summary>As <see cref="IJournal.TenureOf(PartitionId)"/>; of a copy always the same.</summary>
    public long Tenure => source.Copied ? 1 : source.Journal.TenureOf(partition);

    /// <summary>Null: must be loaded first.</summary>
    public TState? Published => Volatile.Read(ref published);

    /// <summary>What was published last, whether or not it must be loaded again; null before the first load.</summary>
    public TState? Last => Volatile.Read(ref last);

    /// <summary>The append under way, if any. Read before <see cref="Published"/>: null then means that nothing recorded before now is missing there.</summary>
    public Flight? Flight => Volatile.Read(ref flight);

    /// <summary>The version of the newest snapshot on disk. Belongs to whoever has the turn.</summary>
    public int SnapshotVersion { get; private set; }

    /// <summary>The published state, loaded when there is none; all who wait share one load.</summary>
    public ValueTask<TState> LoadedAsync(CancellationToken cancel) =>
        Published is { } state ? new(state) : new(Loading().WaitAsync(cancel));

    /// <summary>Appends and publishes what <paramref name="next"/> makes of the committed numbers, before it returns.
    /// Never throws: whatever is not understood is <see cref="AppendResult.Unknown"/>. Anything but success drops the state.</summary>
    public async ValueTask<AppendResult> AppendAsync(Append append, Func<AppendResult.Committed, TState> next)
    {
        var mine = new Flight(append.Stamp);
        var tenure = Tenure;
        Volatile.Write(ref flight, mine);
        try
        {
            var result = await source.Journal.AppendAsync(append);
            if (result is AppendResult.Committed committed) Publish(next(committed), append, tenure);
            else if (result is not AppendResult.Repeated) Drop();
            return result;
        }
        // The caller must not take a fault on the way for a command that did not happen, and the state may be behind the disk.
        catch (Exception e)
        {
            Drop();
            return new AppendResult.Unknown(e.Message);
        }
        finally
        {
            Volatile.Write(ref flight, null);
            mine.End();
        }
    }

    /// <summary>Forgets the state; whoever needs it next loads it.</summary>
    public void Drop() => Volatile.Write(ref published, null);

    /// <summary>Another process owned the partition, or may have: nothing that was known of it counts any more. Called after a tenure ended, and before the next
    /// one begins: what is still being loaded under the one before is then not published.</summary>
    public void Forget()
    {
        lock (this)
        {
            Drop();
            if (!source.Copied) Volatile.Write(ref last, null);
        }
    }

    /// <summary>Puts a newer state of a copy in the place of one.</summary>
    public void Advance(TState from, TState to)
    {
        lock (this)
            if (ReferenceEquals(Published, from)) Show(to);
    }

    void Publish(TState state, Append append, long tenure)
    {
        if (append.Snapshot is not null) SnapshotVersion = append.ExpectedVersion + append.Events.Count;
        TryPublish(state, tenure);
    }

    Task<TState> Loading()
    {
        lock (this)
        {
            if (Published is { } state) return Task.FromResult(state);
            if (loading is { IsCompleted: false } under) return under;
            var load = LoadAsync();
            loading = load.IsCompleted ? null : load;
            return load;
        }
    }

    async Task<TState> LoadAsync()
    {
        var tenure = Tenure;
        if (tenure == 0) throw new JournalUnavailableException("another process owns the partition");
        using var span = Spans.Begin("grain.load");
        span?.SetTag("consent.grain", name.Kind).SetTag("consent.partition", partition.ToString());
        try
        {
            var image = await source.Journal.LoadAsync(name, CancellationToken.None);
            span?.SetTag("consent.load.events", image.Events.Count).SetTag("consent.load.snapshot", image.Snapshot is not null);
            var state = await source.Fold(name, image);
            SnapshotVersion = image.SnapshotVersion;
            return TryPublish(state, tenure) ? state : throw new JournalUnavailableException("the partition was handed over");
        }
        // Nobody waits for it any more, and a million grains would each keep it.
        finally
        {
            lock (this) loading = null;
        }
    }

    bool TryPublish(TState state, long tenure)
    {
        lock (this)
        {
            if (Tenure != tenure) return false;
            Show(state);
            return true;
        }
    }

    void Show(TState state)
    {
        Volatile.Write(ref last, state);
        Volatile.Write(ref published, state);
    }
}
