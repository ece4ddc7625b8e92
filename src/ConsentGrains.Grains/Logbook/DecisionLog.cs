using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Journal;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Logbook;

/// <param name="KeepDays">Entries older than this are removed; 0 = none are.</param>
/// <param name="MostWaiting">Entries that may wait to be written.</param>
public sealed record DecisionLogOptions(int KeepDays = Limits.LogDays, int MostWaiting = Limits.LogEntriesWaiting);

/// <summary>The decision log of this process: a queue, one writer behind it, the file. Opened after the journal and closed before it, which writes what waits.</summary>
public sealed class DecisionLog : IDecisionLog, IAsyncDisposable
{
    readonly LogFile file;
    readonly LogQueue queue;
    readonly LogWriter writer;
    readonly LogQueries queries;
    readonly TimeProvider time;
    readonly int keepDays;
    readonly Task running;
    long? prunedAt;
    long mergedTo;
    int closing;

    DecisionLog(IJournal journal, Func<DirectoryState> directory, LogFile file, TimeProvider time, DecisionLogOptions options)
    {
        (this.file, this.time, keepDays) = (file, time, options.KeepDays);
        queue = new(options.MostWaiting, time);
        writer = new(journal, directory, file, queue, fault => Failed?.Invoke(fault));
        queries = new(journal, file);
        running = Task.Run(RunAsync);
    }

    internal LogFile File => file;

    /// <summary>Told what went wrong; what only waits is tried again.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Opens the log, making it where there is none. One that was not closed says so for the time in which entries may be missing.</summary>
    /// <param name="path">Null = in memory.</param>
    /// <exception cref="IOException">It can not be opened, or it is not a log of this version.</exception>
    public static DecisionLog Open(IJournal journal, IGrains grains, string? path, TimeProvider time, DecisionLogOptions? options = null) =>
        new(journal, () => grains.Directory, LogFile.OpenAt(path, time.Now()), time, options ?? new());

    /// <inheritdoc/>
    public void Note(LogEntry entry) => queue.Add(new(entry, null, null, false));

    /// <inheritdoc/>
    public void Note(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count > 0) queue.Add(new(null, entries, null, false));
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<LogEntry> entries)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return queue.Add(new(null, entries, done, true)) ? new(done.Task) : ValueTask.FromException(new UnloggedException("too much waits to be logged"));
    }

    /// <inheritdoc/>
    public async ValueTask<LogPage> ReadAsync(LogFilter filter, Instant? after, int limit, CancellationToken cancel)
    {
        await SettleAsync(cancel);
        return await queries.ReadAsync(filter, after, limit, cancel);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedEntry> ScanAsync(Instant from, Instant before, [EnumeratorCancellation] CancellationToken cancel)
    {
        await SettleAsync(cancel);
        foreach (var entry in queries.Scan(new(new LogView.All(), From: from, To: before), cancel)) yield return entry;
    }

    /// <summary>A customer was erased: takes out what is bound to it. Its seals open no more in any case.</summary>
    /// <param name="stream">As the event of the erasure carries it.</param>
    public void Forget(Guid stream)
    {
        file.Forget(stream);
        writer.Forget(stream);
    }

    /// <summary>Writes what waits, as far as it can be written, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closing, 1) != 0) return;
        queue.Wake();
        await running;
        writer.Dispose();
        file.Dispose();
    }

    /// <summary>Removes one lot of blocks whose entries are all older than they are kept.</summary>
    internal bool Prune()
    {
        prunedAt = time.Now().Micros;
        return keepDays > 0 && file.Prune(Instant.From(time.GetUtcNow().AddDays(-keepDays)));
    }

    /// <summary>Merges one run of small blocks that nothing will be added to.</summary>
    /// <returns>True: there may be more.</returns>
    internal bool Merge()
    {
        if (file.Merge(mergedTo, Instant.From(time.GetUtcNow().AddSeconds(-Limits.LogMergeSeconds))) is not { } cameTo) return false;
        mergedTo = cameTo;
        return true;
    }

    /// <summary>Returns once all that was handed in before is written.</summary>
    async ValueTask SettleAsync(CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add(new(null, [], done, false));
        try
        {
            await done.Task.WaitAsync(cancel);
        }
        catch (UnloggedException fault)
        {
            throw new UnavailableException(fault.Message);
        }
    }

    async Task RunAsync()
    {
        var last = false;
        while (!last)
        {
            await queue.WaitAsync();
            last = Volatile.Read(ref closing) != 0;
            // What came in meanwhile waits for more to come: a few at a time would be small blocks, which are all merged again later.
            while (await TurnAsync() && (last ? !queue.IsEmpty : queue.IsDue)) last |= Volatile.Read(ref closing) != 0;
            KeepHouse();
        }

        Close();
    }

    void Close()
    {
        queue.Close();
        try
        {
            writer.WriteLost();
            file.CloseCleanly();
        }
        catch (SqliteException fault)
        {
            Failed?.Invoke(fault);
        }
    }

    async Task<bool> TurnAsync()
    {
        try
        {
            await writer.TurnAsync();
            return true;
        }
        catch (Exception fault)
        {
            // A bug must not end the writer: who waits would wait for ever.
            Failed?.Invoke(fault);
            return false;
        }
    }

    void KeepHouse()
    {
        try
        {
            file.TruncateIfDue();
            while (queue.IsEmpty && Merge()) { }
            while (prunedAt is not { } then || time.Now().Micros - then >= Limits.LogPruneSeconds * 1_000_000L)
            {
                // What is left is removed at once, unless something waits to be written.
                if (Prune()) prunedAt = null;
                if (!queue.IsEmpty) return;
            }
        }
        catch (SqliteException fault)
        {
            Failed?.Invoke(fault);
        }
    }
}
