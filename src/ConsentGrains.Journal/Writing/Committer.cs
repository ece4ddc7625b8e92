using System.Diagnostics;
using System.Threading.Channels;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal.Writing;

/// <summary>The one writer: takes all that waits, puts it in order, and writes it with one flush.
/// While a flush is under way the next group gathers.</summary>
sealed class Committer
{
    readonly Channel<PendingAppend> queue = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(Limits.QueuedAppends) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly List<PendingAppend> batch = new(Limits.GroupAppends);
    readonly SemaphoreSlim gate = new(1, 1);
    readonly IJournalStore store;
    readonly string owner;
    readonly PartitionTail[] tails;
    readonly Stamps stamps;
    readonly Remembered<NameHash, Subject> subjects;
    readonly GroupMaker maker;
    readonly Lookups lookups;
    readonly Tally tally;
    readonly FreshRows fresh;
    readonly Task loop;
    volatile TaskCompletionSource committed = Signal();
    volatile bool closing;

    public Committer(IJournalStore store, string owner, PartitionTail[] tails, Stamps stamps,
        Remembered<(NameHash, NameHash), CommandRow> commands, Remembered<NameHash, Subject> subjects, Tally tally, FreshRows fresh)
    {
        (this.store, this.owner, this.tails, this.stamps, this.subjects, this.tally, this.fresh) = (store, owner, tails, stamps, subjects, tally, fresh);
        maker = new(tails, stamps, commands);
        lookups = new(store, maker, commands);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Told how long each write took.</summary>
    public Action<TimeSpan>? Timed { get; set; }

    public Task NextCommit => committed.Task;

    /// <summary>Of what other processes committed. Only between groups.</summary>
    public void TellCommitted()
    {
        var told = committed;
        committed = Signal();
        told.SetResult();
    }

    /// <summary>Forgets the heads of streams. Only between groups.</summary>
    public void ForgetStreams() => maker.ForgetStreams();

    /// <summary>Null when it was taken; otherwise why not.</summary>
    public string? Enqueue(PendingAppend pending)
    {
        if (queue.Writer.TryWrite(pending)) return null;
        return closing ? "the journal is closing" : "the append queue is full";
    }

    /// <summary>Does something with the store while no group is being written.</summary>
    public async ValueTask<T> BetweenGroupsAsync<T>(Func<ValueTask<T>> work, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Takes nothing more, writes what was taken, and ends.</summary>
    public async ValueTask StopAsync()
    {
        closing = true;
        queue.Writer.TryComplete();
        await loop;
    }

    async Task RunAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            Take();
            await gate.WaitAsync();
            try
            {
                await WriteAsync();
                if (queue.Reader.Count == 0) await RestAsync();
            }
            finally
            {
                gate.Release();
            }
            // Who was answered just now may come again before the next group leaves: a flush costs the same for one as for many.
            if (batch.Count > 1) await Task.Yield();
        }
    }

    async ValueTask RestAsync()
    {
        try
        {
            await store.IdleAsync();
        }
        // What was to be tidied is tidied another time; whoever waits for the writer must not wait for ever.
        catch (Exception)
        {
            return;
        }
    }

    void Take()
    {
        batch.Clear();
        var bytes = 0;
        while (batch.Count < Limits.GroupAppends && bytes < Limits.GroupBytes && queue.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
            bytes += pending.Bytes;
        }
    }

    async ValueTask WriteAsync()
    {
        try
        {
            await TailReading.ReadAgainAsync(store, tails, owner);
            await lookups.FillAsync(batch);
        }
        // Whatever it was, a bug included: nothing has been written yet, and the writer lives on.
        catch (Exception fault)
        {
            Finish(new AppendResult.Unavailable(fault.Message));
            return;
        }
        try
        {
            foreach (var pending in batch) pending.Outcome = maker.Place(pending);
            Settle(maker.Group.IsEmpty ? CommitOutcome.Done : await CommitAsync());
        }
        // A bug must not leave callers waiting for ever, nor the writer dead: the outcome is unknown and the tails are read again.
        catch (Exception bug)
        {
            Settle(new(CommitKind.Unknown, $"the writer failed: {bug}"));
        }
    }

    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    async ValueTask<CommitOutcome> CommitAsync()
    {
        maker.Group.ExpiredBefore = stamps.Now;
        using var span = CommitSpan.Begin(batch, store.Kind);
        var began = Stopwatch.GetTimestamp();
        var outcome = await store.CommitAsync(maker.Group);
        Timed?.Invoke(Stopwatch.GetElapsedTime(began));
        CommitSpan.End(span, maker.Group, outcome);
        return outcome;
    }

    void Settle(CommitOutcome outcome)
    {
        if (outcome.Kind == CommitKind.Committed)
        {
            tally.Add(maker.Group);
            maker.Commit();
            foreach (var pending in batch) Keep(pending);
            foreach (var pending in batch) pending.Complete(pending.Outcome);
            TellCommitted();
            return;
        }
        maker.Revert(outcome.Kind == CommitKind.NotWritten ? null : $"the end of the partition must be read again: {outcome.Why}");
        Finish(outcome.Kind == CommitKind.Unknown ? new AppendResult.Unknown(outcome.Why) : new AppendResult.Unavailable(outcome.Why));
    }

    void Keep(PendingAppend pending)
    {
        if (pending.Outcome is not AppendResult.Committed) return;
        tally.Appended();
        fresh.Add(pending);
        if (pending.Append.Erase) subjects.Remove(pending.Name);
        else if (pending.Subject is { IsNew: true } subject) subjects.Set(pending.Name, subject with { IsNew = false });
    }

    // What was refused on the strength of rows that are not written can not stand either: it ends as its group does, but known not to be written.
    void Finish(AppendResult failure)
    {
        foreach (var pending in batch)
            pending.Complete(failure is AppendResult.Unknown unknown && pending.Outcome is not AppendResult.Committed
                ? new AppendResult.Unavailable(unknown.Why)
                : failure);
    }
}
