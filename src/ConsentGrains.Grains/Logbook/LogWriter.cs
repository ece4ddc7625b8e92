using System.Diagnostics;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Journal;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Writes what waits, many entries in one transaction. Ownership: one turn at a time.</summary>
sealed class LogWriter(IJournal journal, Func<DirectoryState> directory, LogFile file, LogQueue queue, Action<Exception> failed) : IDisposable
{
    readonly List<Waiting> taken = [];
    readonly List<LogEntry> entries = [];
    readonly List<LogSubject?> about = [];
    readonly LogRowMaker maker = new();
    readonly Lock gate = new();

    /// <summary>By `operator/number`. What is not known now may be known the next time.</summary>
    readonly Dictionary<string, LogSubject> known = new(StringComparer.Ordinal);

    /// <summary>Writes a lot. On a fault, who waits is told that it is not written; what nobody waits for is kept for the next turn.</summary>
    public async Task TurnAsync()
    {
        Gather();
        if (taken.Count == 0 && !queue.HasLost) return;
        var lost = queue.TakeLost();
        try
        {
            await FindSubjectsAsync();
            if (entries.Count > 0 || lost is not null) Write(lost);
        }
        catch (Exception fault)
        {
            if (lost is not null) queue.GiveBack(lost);
            GiveUp(fault, again: fault is SqliteException || Faults.IsOfStore(fault));
            throw;
        }

        foreach (var each in taken) each.Done?.TrySetResult();
        queue.Settled(entries.Count);
        taken.Clear();
    }

    /// <summary>At the end: what can not be written any more is counted, and the count is written.</summary>
    public void WriteLost()
    {
        LoseTaken();
        if (queue.TakeLost() is { } lost) file.Write(new(0, (_, _) => throw new UnreachableException(), []) { Lost = lost, Flush = true });
    }

    public void Dispose()
    {
        lock (gate) Clear();
    }

    public void Forget(Guid stream)
    {
        lock (gate)
        {
            foreach (var (customer, subject) in known)
                if (subject.Seal.Stream == stream) known.Remove(customer);
        }
    }

    void Write(LostEntries? lost)
    {
        var now = directory();
        file.Write(new(entries.Count, Row, about) { Lost = lost, Flush = taken.Exists(each => each.Flush) });

        LogRow Row(int i, long least) => maker.Of(entries[i], Math.Max(least, entries[i].Time.Micros), about[i], now);
    }

    void Gather()
    {
        queue.Take(taken, Limits.LogEntriesPerWrite);
        entries.Clear();
        foreach (var each in taken)
        {
            if (each.One is { } one) entries.Add(one);
            else entries.AddRange(each.Many!);
        }
    }

    /// <param name="again">What nobody waits for is tried again; otherwise it is lost.</param>
    void GiveUp(Exception fault, bool again)
    {
        // Whoever waits behind what could not be written must not wait for ever.
        queue.Take(taken, int.MaxValue);
        foreach (var each in taken)
        {
            if (each.Done is null) continue;
            each.Done.TrySetException(new UnloggedException(fault.Message));
            queue.Settled(each.Count);
        }

        taken.RemoveAll(each => each.Done is not null);
        if (!again) LoseTaken();
    }

    void LoseTaken()
    {
        foreach (var each in taken)
        {
            queue.Lose(each.Count);
            queue.Settled(each.Count);
        }

        taken.Clear();
    }

    async Task FindSubjectsAsync()
    {
        about.Clear();
        FindKnown();
        for (var i = 0; i < entries.Count; i++)
            if (about[i] is null && LogRowMaker.CustomerOf(entries[i]) is { } customer) about[i] = Known(customer) ?? await FindAsync(customer);
    }

    void FindKnown()
    {
        lock (gate)
        {
            foreach (var entry in entries) about.Add(LogRowMaker.CustomerOf(entry) is { } customer ? known.GetValueOrDefault(customer) : null);
        }
    }

    LogSubject? Known(string customer)
    {
        lock (gate) return known.GetValueOrDefault(customer);
    }

    async ValueTask<LogSubject?> FindAsync(string customer)
    {
        if (CustomerId.Parse(customer) is null) return null;
        if (await AskJournalAsync(customer) is not { } seal) return null;
        lock (gate)
        {
            // What is at hand in this lot lives on: a closer is made again where it is needed.
            if (known.Count >= Limits.SealsRemembered) known.Clear();
            return known[customer] = new(customer, seal);
        }
    }

    void Clear()
    {
        foreach (var subject in known.Values) subject.Dispose();
        known.Clear();
    }

    /// <summary>A damaged key of one customer must not keep the decisions about all others from being logged.</summary>
    async ValueTask<SubjectSeal?> AskJournalAsync(string customer)
    {
        try
        {
            return await journal.FindSealAsync(CustomerStream.NameOf(customer), LogSecrets.Purpose, CancellationToken.None);
        }
        catch (JournalDamagedException fault)
        {
            failed(fault);
            return null;
        }
    }
}
