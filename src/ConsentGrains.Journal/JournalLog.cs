using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Reading;
using ConsentGrains.Journal.Sealing;
using ConsentGrains.Journal.Writing;

namespace ConsentGrains.Journal;

/// <summary>The journal over any store. Made by <see cref="Memory.MemoryJournal"/> and <see cref="Sqlite.SqliteJournal"/>.</summary>
public sealed class JournalLog : IJournal
{
    readonly IJournalStore store;
    readonly KeyRing keys;
    readonly Names names;
    readonly PartitionTail[] tails;
    readonly Stamps stamps;
    readonly Clock clock;
    readonly Remembered<(NameHash, NameHash), CommandRow> commands = new(Limits.CommandsRemembered);
    readonly Preparation preparation;
    readonly ChainReader reader;
    readonly Committer committer;
    readonly Remembered<NameHash, Subject> subjects;
    readonly Tally tally = new();
    readonly CheckpointLog? checkpoints;
    readonly string owner;
    readonly ISharedStore? shared;
    bool alone;
    int disposed;

    JournalLog(IJournalStore store, string owner, KeyRing keys, Clock clock, Guid incarnation, PartitionTail[] tails, long lastErasure, CheckpointLog? checkpoints,
        ISharedStore? shared)
    {
        (this.store, this.owner, this.keys, this.clock, this.tails, this.checkpoints, Incarnation) = (store, owner, keys, clock, tails, checkpoints, incarnation);
        alone = shared is null;
        var subjects = new Remembered<NameHash, Subject>(Limits.KeysRemembered);
        names = new(keys);
        stamps = new(clock, lastErasure);
        preparation = new(keys, names, store, subjects);
        var fresh = new FreshRows();
        reader = new(store, keys, tails, fresh);
        committer = new(store, owner, tails, stamps, commands, subjects, tally, fresh);
        this.subjects = subjects;
        this.shared = shared;
        Partitions = new(this, shared);
    }

    public Guid Incarnation { get; }

    /// <summary>The keys with which the ids of decisions were signed before the master key was exchanged, oldest first.</summary>
    public IReadOnlyList<FormerKey> FormerReceiptKeys => keys.FormerReceipts;

    /// <summary>What of it this process owns.</summary>
    public Partitions Partitions { get; }

    public JournalCounters Counters => tally.Read();

    /// <summary>Told of everything this process committed, before whoever told it is answered; must neither wait nor throw. What it is not told of (an append whose
    /// outcome was unknown, a process that ended) lies in the journal all the same.</summary>
    public Action<Commit>? Committed { get; set; }

    /// <summary>Puts on a meter what is measured of this journal.</summary>
    public void Observe(Meter meter)
    {
        meter.CreateObservableCounter("consentgrains.journal.appends", () => Counters.Appends, "{append}", "Appends on disk.");
        meter.CreateObservableCounter("consentgrains.journal.events", () => Counters.Events, "{event}", "Events on disk.");
        meter.CreateObservableCounter("consentgrains.journal.commits", () => Counters.Flushes, "{commit}", "Groups written with one flush.");
        meter.CreateObservableCounter("consentgrains.journal.written", () => Counters.Bytes, "By", "Bytes of events and snapshots on disk.");
        meter.CreateObservableGauge("consentgrains.journal.held", () => IsHeld ? 1 : 0, null, "1: this process may write and answer.");
        meter.CreateObservableGauge("consentgrains.journal.position", Heads, "{event}", "Events of each partition that this process knows.");
        var duration = meter.CreateHistogram("consentgrains.journal.commit.duration", "s", "One write of a group, its flush included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        committer.Timed = took => duration.Record(took.TotalSeconds);
    }

    IEnumerable<Measurement<long>> Heads() =>
        Enumerable.Range(0, PartitionId.Count).Select(i => new Measurement<long>(HeadOf(new(i)), new KeyValuePair<string, object?>("partition", new PartitionId(i).ToString())));

    public Task NextCommit => committer.NextCommit;

    public bool IsHeld => store.IsHeld;

    public Task<string> TakenOver => store.TakenOver;

    internal static Task<JournalLog> OpenAsync(IJournalStore store, KeyRing keys, TimeProvider time, CheckpointPlace? place, CancellationToken cancel) =>
        OpenAsync(store, keys, time, place, (ends, owner) => TailReading.ClaimAsync(store, ends, owner, cancel), null, cancel);

    /// <summary>Opens it without owning anything of it, see <see cref="Partitions"/>.</summary>
    internal static Task<JournalLog> JoinAsync(
        ISharedStore store, KeyRing keys, TimeProvider time, CheckpointPlace? place, Func<string, ValueTask> enter, CancellationToken cancel) =>
        OpenAsync(store, keys, time, place, async (ends, owner) =>
        {
            await enter(owner);
            await TailReading.FollowAsync(store, ends, owner, cancel);
        }, store, cancel);

    static async Task<JournalLog> OpenAsync(
        IJournalStore store, KeyRing keys, TimeProvider time, CheckpointPlace? place, Func<PartitionTail[], string, ValueTask> begin, ISharedStore? shared, CancellationToken cancel)
    {
        CheckpointLog? log = null;
        try
        {
            var meta = await store.OpenAsync(new(StoreMeta.CurrentSchema, Guid.NewGuid(), keys.Check), cancel);
            var ring = Admission.Admit(meta, keys);
            if (place is not null) await CheckpointAdmission.CheckAsync(store, place, cancel);
            var ends = new PartitionTail[PartitionId.Count];
            for (var i = 0; i < ends.Length; i++) ends[i] = new();
            var owner = Admission.Owner();
            await begin(ends, owner);
            // Whoever waited for another process may have waited for an exchange of the master key.
            Admission.Admit(await store.OpenAsync(meta, cancel), keys);
            log = place is null ? null : await CheckpointLog.OpenAsync(store, place, meta.Incarnation, cancel);
            await CheckpointReading.CheckTailsAsync(store, ends, log, cancel);
            var ledger = await store.ReadErasuresAsync(cancel);
            return new JournalLog(store, owner, ring, new(time), meta.Incarnation, ends, ledger is [.., var last] ? last.Micros : 0, log, shared);
        }
        catch
        {
            log?.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<StreamImage> LoadAsync(StreamName stream, CancellationToken cancel)
    {
        var (name, partition) = names.Place(stream);
        await SettleAsync(partition, cancel);
        return await reader.LoadAsync(name, cancel);
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamName stream, long upToMicros, [EnumeratorCancellation] CancellationToken cancel)
    {
        await SettleAsync(PartitionOf(stream), cancel);
        await foreach (var read in reader.ReadStreamAsync(names.Hash(stream), upToMicros, cancel)) yield return read;
    }

    public IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        reader.ReadPartitionAsync(partition, afterPosition, null, cancel);

    public IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, Func<IReadOnlyList<string>, bool> wanted, CancellationToken cancel) =>
        reader.ReadPartitionAsync(partition, afterPosition, wanted, cancel);

    public async ValueTask<KnownCommand?> FindCommandAsync(StreamName stream, CommandKey command, CancellationToken cancel)
    {
        var (name, key) = (names.Hash(stream), names.Hash(command));
        if (!commands.TryGet((name, key), out var row))
        {
            if (await store.FindCommandAsync(name, command.Actor, key, cancel) is not { } stored) return null;
            row = stored;
        }
        return row.Expires <= clock.Micros ? null : row.ToKnown(names.HashBody(command));
    }

    public async ValueTask<SubjectSeal?> FindSealAsync(StreamName stream, string purpose, CancellationToken cancel) =>
        await store.FindSubjectAsync(names.Hash(stream), cancel) is { Wrapped: { } wrapped } subject ? SealOf(subject.Id, wrapped, purpose) : null;

    public async ValueTask<SubjectSeal?> FindSealAsync(Guid stream, string purpose, CancellationToken cancel) =>
        await store.FindKeyAsync(stream, cancel) is { } wrapped ? SealOf(stream, wrapped, purpose) : null;

    public ValueTask<AppendResult> AppendAsync(Append append) => Spans.Wanted ? FollowedAsync(append) : AppendAsync(append, null);

    async ValueTask<AppendResult> FollowedAsync(Append append)
    {
        using var span = Spans.Begin("journal.append");
        span?.SetTag("consent.grain", append.Stream.Kind).SetTag("consent.partition", PartitionOf(append.Stream).ToString())
            .SetTag("consent.events", append.Events.Select(e => e.Type).ToArray());
        var result = await AppendAsync(append, span);
        if (result is AppendResult.Unavailable or AppendResult.Unknown) span?.SetStatus(ActivityStatusCode.Error);
        return result;
    }

    async ValueTask<AppendResult> AppendAsync(Append append, Activity? span)
    {
        for (var i = 0; i < Limits.Preparations; i++)
        {
            PendingAppend pending;
            try
            {
                pending = await preparation.PrepareAsync(append, look: i > 0);
            }
            catch (JournalUnavailableException fault)
            {
                return new AppendResult.Unavailable(fault.Message);
            }
            pending.Span = span;
            if (committer.Enqueue(pending) is { } why) return new AppendResult.Unavailable(why);
            if (await pending.Done is not { } result) continue;
            if (result is AppendResult.Committed { FirstPosition: > 0 and var first }) Committed?.Invoke(new(pending.Partition, first, append.Events));
            return result;
        }
        return new AppendResult.Unavailable("the stream's subject changes with every try");
    }

    public async ValueTask<ErasureProof?> FindErasureAsync(StreamName stream, CancellationToken cancel)
    {
        var name = names.Hash(stream);
        var ledger = await store.ReadErasuresAsync(cancel);
        var at = ledger.FindIndex(row => row.Name == name);
        if (at < 0) return null;
        var head = (await committer.BetweenGroupsAsync(() => store.FindStreamsAsync([name]), cancel))[0];
        return new(ledger[at].Stream, ledger[at].Micros, Convert.ToHexStringLower(name.ToArray()), at + 1, head.Version, await CheckpointReading.FirstCoveringAsync(store, at + 1, cancel));
    }

    /// <summary>Streams that were erased once and are there again, because a backup from before was restored; to be erased again before anybody is answered.</summary>
    public async ValueTask<IReadOnlyList<Guid>> FindUndoneErasuresAsync(CancellationToken cancel) =>
        checkpoints is null ? [] : [.. checkpoints.MissingFrom(await store.ReadErasuresAsync(cancel)).Select(row => row.Stream)];

    public void Observe(StreamName stream, long micros) => stamps.Observe(PartitionOf(stream), micros);

    public PartitionId PartitionOf(StreamName stream) => names.PartitionOf(stream);

    public long HeadOf(PartitionId partition) => tails[partition.Value].Committed.Position;

    public long TenureOf(PartitionId partition) => tails[partition.Value].Tenure;

    public long TenureOf(StreamName stream) => TenureOf(PartitionOf(stream));

    public async ValueTask RefreshAsync(CancellationToken cancel)
    {
        if (shared is null) return;
        var heads = await shared.LookAtHeadsAsync(cancel);
        await committer.BetweenGroupsAsync(() =>
        {
            var moved = false;
            foreach (var head in heads) moved |= tails[head.Partition.Value].Follow(head);
            if (moved) committer.TellCommitted();
            return new ValueTask<bool>(moved);
        }, cancel);
    }

    public Task<long> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancel) => VerifyAsync(null, progress, cancel);

    /// <summary>As <see cref="IJournal.VerifyAsync"/>; also proves that nothing which a checkpoint of the anchor promised was cut off.</summary>
    /// <param name="anchorPath">The file of signed checkpoints kept outside the store.</param>
    public async Task<long> VerifyAsync(string? anchorPath, IProgress<VerifyProgress>? progress, CancellationToken cancel)
    {
        var promised = await CheckpointReading.PromisedAsync(store, checkpoints, anchorPath, cancel);
        return await new Verification(store, tails).RunAsync(promised, progress, cancel);
    }

    /// <summary>Signs the heads of all partitions, if any moved, and writes them to the store and to the anchor.</summary>
    /// <returns>Whether a checkpoint was written.</returns>
    public async ValueTask<bool> CheckpointAsync(CancellationToken cancel) =>
        checkpoints is not null && !TakenOver.IsCompleted && await MaySignAsync(cancel)
        && await committer.BetweenGroupsAsync(() => checkpoints.WriteAsync(store, tails, clock.Micros, LedgerUntil(), cancel), cancel);

    /// <summary>Writes a checkpoint every <see cref="Limits.CheckpointSeconds"/> until cancelled; started by the host.</summary>
    /// <param name="failed">Told what went wrong; the next one is tried all the same.</param>
    public async Task RunCheckpointsAsync(Action<Exception>? failed, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Limits.CheckpointSeconds), clock.Provider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    await CheckpointAsync(cancel);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    failed?.Invoke(fault);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
    }

    // INVARIANT (settled-before-load): what is loaded after an append of unknown outcome has that append for good or is without it for good.
    async ValueTask SettleAsync(PartitionId partition, CancellationToken cancel)
    {
        if (!tails[partition.Value].Unread) return;
        await committer.BetweenGroupsAsync(ReadAgainAsync, cancel);

        async ValueTask<bool> ReadAgainAsync()
        {
            await TailReading.ReadAgainAsync(store, tails, owner);
            return true;
        }
    }

    /// <summary>Of a partition claimed just now: the master key may have been exchanged while others had it.</summary>
    /// <exception cref="JournalRefusedException">This process has the wrong one by now.</exception>
    internal async ValueTask AdmitAgainAsync(CancellationToken cancel) =>
        Admission.Admit(await store.OpenAsync(new(StoreMeta.CurrentSchema, Incarnation, keys.Check), cancel), keys);

    internal PartitionTail TailOf(PartitionId partition) => tails[partition.Value];

    /// <summary>Of partitions claimed just now, each with the number of its tenure. What was remembered may be older than what another process wrote meanwhile.</summary>
    internal async ValueTask BeginAsync(IReadOnlyList<(SettledPartition Taken, long Tenure)> claimed) => await committer.BetweenGroupsAsync(async () =>
    {
        commands.Clear();
        subjects.Clear();
        committer.ForgetStreams();
        foreach (var (taken, _) in claimed) stamps.Observe(taken.Partition, taken.Micros);
        await TailReading.BeginAsync(store, tails, owner, claimed.ToDictionary(one => one.Taken.Partition, one => one.Tenure));
        return true;
    }, CancellationToken.None);

    internal ValueTask<IReadOnlyList<SettledPartition>> LeaveAsync(IReadOnlyList<PartitionId> partitions) => committer.BetweenGroupsAsync(() =>
    {
        foreach (var partition in partitions) tails[partition.Value].Leave($"partition {partition} is handed over");
        return new ValueTask<IReadOnlyList<SettledPartition>>([.. partitions.Select(p => new SettledPartition(p, stamps.SettledOf(p, tails[p.Value])))]);
    }, CancellationToken.None);

    /// <summary>Of several processes the owner of the directory signs, for all.</summary>
    async ValueTask<bool> MaySignAsync(CancellationToken cancel)
    {
        if (shared is null) return true;
        if (!Partitions.Owns(PartitionId.Directory)) return false;
        await RefreshAsync(cancel);
        return true;
    }

    /// <summary>The ledger has one order by its times. Where several processes write it, one more may still come in among the newest.</summary>
    long LedgerUntil() => alone ? long.MaxValue : clock.Micros - (Limits.LedgerSeconds * 1_000_000L);

    SubjectSeal SealOf(Guid stream, byte[] wrapped, string purpose) =>
        Subject.Unwrap(Subject.KeyIdOf(stream), wrapped, keys) is { } key ? SubjectSeal.Of(stream, key, purpose)
            : throw new JournalDamagedException(null, null, $"the key of stream {stream} was changed");

    /// <summary>Writes what was accepted, refuses what comes later, signs a last checkpoint (of several processes whoever leaves when nobody has the directory), gives the partitions back and closes the store.
    /// To be called once nobody reads any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await committer.StopAsync();
        try
        {
            if (checkpoints is not null && !TakenOver.IsCompleted) alone |= await Partitions.TakeToSignAsync();
            await CheckpointAsync(CancellationToken.None);
        }
        finally
        {
            checkpoints?.Dispose();
            await store.DisposeAsync();
        }
    }
}
