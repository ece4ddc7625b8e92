using System.Runtime.CompilerServices;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>A real journal with a hand on its doors: to hold an append before or after it is durable, to lose its answer, to count loads.</summary>
sealed class HookedJournal(IJournal inner) : IJournal
{
    int loads;

    /// <summary>Around each append; calls the real one when and if it likes.</summary>
    public Func<Append, Func<ValueTask<AppendResult>>, ValueTask<AppendResult>> OnAppend { get; set; } = (_, append) => append();

    /// <summary>Before each load and each look-up of a key.</summary>
    public Func<StreamName, ValueTask> OnRead { get; set; } = _ => ValueTask.CompletedTask;

    /// <summary>Before the journal is promised that an answer as of a moment is given.</summary>
    public Action<StreamName> OnObserve { get; set; } = _ => { };

    /// <summary>False: as if the lease on the journal had run out.</summary>
    public bool IsHeld { get; set; } = true;

    public Task<string> TakenOver => inner.TakenOver;

    public int Loads => Volatile.Read(ref loads);

    public Guid Incarnation => inner.Incarnation;

    /// <summary>What is handed out as the next commit, once; null: the real one.</summary>
    public Task? Commit { get; set; }

    public Task NextCommit
    {
        get
        {
            var next = Commit ?? inner.NextCommit;
            Commit = null;
            return next;
        }
    }

    public JournalCounters Counters => inner.Counters;

    public ValueTask<AppendResult> AppendAsync(Append append) => OnAppend(append, () => inner.AppendAsync(append));

    public async ValueTask<StreamImage> LoadAsync(StreamName stream, CancellationToken cancel)
    {
        Interlocked.Increment(ref loads);
        await OnRead(stream);
        return await inner.LoadAsync(stream, cancel);
    }

    public async ValueTask<KnownCommand?> FindCommandAsync(StreamName stream, CommandKey command, CancellationToken cancel)
    {
        await OnRead(stream);
        return await inner.FindCommandAsync(stream, command, cancel);
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamName stream, long upToMicros, CancellationToken cancel) =>
        inner.ReadStreamAsync(stream, upToMicros, cancel);

    /// <summary>Rows read of partitions.</summary>
    public int Rows;

    public async IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in inner.ReadPartitionAsync(partition, afterPosition, cancel))
        {
            Interlocked.Increment(ref Rows);
            yield return row;
        }
    }

    /// <summary>Before each look for a seal.</summary>
    public Func<ValueTask> OnSeal { get; set; } = () => ValueTask.CompletedTask;

    public async ValueTask<SubjectSeal?> FindSealAsync(StreamName stream, string purpose, CancellationToken cancel)
    {
        await OnSeal();
        return await inner.FindSealAsync(stream, purpose, cancel);
    }

    public ValueTask<ErasureProof?> FindErasureAsync(StreamName stream, CancellationToken cancel) => inner.FindErasureAsync(stream, cancel);

    public ValueTask<SubjectSeal?> FindSealAsync(Guid stream, string purpose, CancellationToken cancel) => inner.FindSealAsync(stream, purpose, cancel);

    public void Observe(StreamName stream, long micros)
    {
        OnObserve(stream);
        inner.Observe(stream, micros);
    }

    public PartitionId PartitionOf(StreamName stream) => inner.PartitionOf(stream);

    public long HeadOf(PartitionId partition) => inner.HeadOf(partition);

    public Task<long> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancel) => inner.VerifyAsync(progress, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>Holds the first append it meets until released.</summary>
sealed class Gate
{
    readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task;

    public void Release() => released.TrySetResult();

    public async ValueTask<AppendResult> HoldBefore(Append append, Func<ValueTask<AppendResult>> write)
    {
        await PassAsync();
        return await write();
    }

    /// <summary>On disk, but nobody is told yet.</summary>
    public async ValueTask<AppendResult> HoldAfter(Append append, Func<ValueTask<AppendResult>> write)
    {
        var result = await write();
        await PassAsync();
        return result;
    }

    Task PassAsync()
    {
        reached.TrySetResult();
        return released.Task;
    }
}
