namespace ConsentGrains.Journal.Writing;

/// <summary>The counters; added to by the one writer, read from anywhere.</summary>
sealed class Tally
{
    long appends, events, flushes, bytes;

    public JournalCounters Read() =>
        new(Volatile.Read(ref appends), Volatile.Read(ref events), Volatile.Read(ref flushes), Volatile.Read(ref bytes));

    public void Appended() => Volatile.Write(ref appends, appends + 1);

    public void Add(CommitGroup group)
    {
        if (group.IsEmpty) return;
        long weight = 0;
        foreach (var row in group.Events) weight += row.Clear.Length + (row.Sealed?.Length ?? 0);
        foreach (var (_, _, snapshot) in group.Snapshots) weight += snapshot.Length;
        Volatile.Write(ref bytes, bytes + weight);
        Volatile.Write(ref events, events + group.Events.Count);
        Volatile.Write(ref flushes, flushes + 1);
    }
}
