using System.Collections.Concurrent;
using ConsentGrains.Core;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Something handed in: one entry, several, or none where only its turn is waited for.</summary>
/// <param name="Done">Ends when it is written; null where nobody waits.</param>
/// <param name="Flush">On the disk, flushed, before it ends.</param>
readonly record struct Waiting(LogEntry? One, IReadOnlyList<LogEntry>? Many, TaskCompletionSource? Done, bool Flush)
{
    public int Count => One is not null ? 1 : Many!.Count;
}

/// <summary>What waits to be written, in the order it came. Adding takes no lock and wakes the writer only where somebody waits or much has gathered.</summary>
sealed class LogQueue(int most, TimeProvider time)
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(Limits.LogMilliseconds);
    readonly ConcurrentQueue<Waiting> queue = new();
    readonly SemaphoreSlim wake = new(0);
    long lost;
    long lostFrom;
    int waiting;
    int woken;
    volatile bool closed;

    public bool IsEmpty => queue.IsEmpty;

    /// <summary>There is enough for a lot. For who waits, <see cref="WaitAsync"/> does not wait.</summary>
    public bool IsDue => Volatile.Read(ref waiting) >= Limits.LogEntriesPerWrite;

    public bool HasLost => Interlocked.Read(ref lost) > 0;

    /// <summary>False: too much waits; what nobody waits for is counted as lost.</summary>
    public bool Add(in Waiting some)
    {
        var count = some.Count;
        var now = Interlocked.Add(ref waiting, count);
        if (now > most && count > 0)
        {
            Interlocked.Add(ref waiting, -count);
            if (some.Done is null) Lose(count);
            return false;
        }

        queue.Enqueue(some);
        if (closed) FailRest();
        else if (some.Done is not null || (now >= Limits.LogEntriesPerWrite && now - count < Limits.LogEntriesPerWrite)) Wake();
        return true;
    }

    /// <summary>Takes what came first, up to a number of entries; at least one thing where there is any.</summary>
    public void Take(List<Waiting> into, int most)
    {
        for (var entries = into.Sum(each => each.Count); entries < most && queue.TryDequeue(out var next); entries += next.Count) into.Add(next);
    }

    /// <summary>Entries that were taken are written or given up.</summary>
    public void Settled(int entries) => Interlocked.Add(ref waiting, -entries);

    public void Lose(int entries)
    {
        Interlocked.CompareExchange(ref lostFrom, time.Now().Micros, 0);
        Interlocked.Add(ref lost, entries);
    }

    /// <summary>What was lost since the last call; null for nothing.</summary>
    public LostEntries? TakeLost()
    {
        if (Interlocked.Exchange(ref lost, 0) is not (> 0 and var rows)) return null;
        var now = time.Now();
        return new(Interlocked.Exchange(ref lostFrom, 0) is > 0 and var from ? new(from) : now, now, rows);
    }

    /// <summary>It could not be written down; the next write does it.</summary>
    public void GiveBack(LostEntries unwritten)
    {
        Interlocked.Exchange(ref lostFrom, unwritten.From.Micros);
        Interlocked.Add(ref lost, unwritten.Rows!.Value);
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref woken, 1) == 0) wake.Release();
    }

    /// <summary>Until somebody waits, much has gathered or some time has gone by.</summary>
    public async Task WaitAsync()
    {
        await wake.WaitAsync(Rest);
        Volatile.Write(ref woken, 0);
    }

    /// <summary>Nobody will take any more: what is still handed in is lost, and who waits is told.</summary>
    public void Close()
    {
        closed = true;
        FailRest();
    }

    void FailRest()
    {
        while (queue.TryDequeue(out var rest))
        {
            if (rest.Done is null) Lose(rest.Count);
            else rest.Done.TrySetException(new UnloggedException("the log is closed"));
        }
    }
}
