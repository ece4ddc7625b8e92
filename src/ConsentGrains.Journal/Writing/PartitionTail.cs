namespace ConsentGrains.Journal.Writing;

/// <summary>The end of a committed partition.</summary>
sealed record Tail(long Position, byte[] Hash)
{
    public static Tail Empty { get; } = new(0, RowHash.Genesis);
}

/// <summary>One partition as its writer holds it: what is committed, and what the group being made would add.
/// Only the writer changes it; <see cref="Committed"/> may be read from any thread.</summary>
sealed class PartitionTail
{
    Tail committed = Tail.Empty;
    long position;
    byte[] hash = RowHash.Genesis;
    bool unread;
    long tenure;

    public Tail Committed => Volatile.Read(ref committed);
    public long Epoch { get; private set; }

    /// <summary>As <see cref="Partitions.TenureOf(PartitionId)"/>. May be read from any thread.</summary>
    public long Tenure { get => Volatile.Read(ref tenure); private set => Volatile.Write(ref tenure, value); }

    /// <summary>The newest stamp given, committed or not: time never goes back.</summary>
    public long Stamped { get; set; }

    /// <summary>Why nothing may be appended: another owner, or a tail to be read again. Null when all is well.</summary>
    public string? Closed { get; private set; }

    /// <summary>The tail must be read again before the next append. May be read from any thread.</summary>
    public bool Unread { get => Volatile.Read(ref unread); private set => Volatile.Write(ref unread, value); }

    /// <summary>The group being made writes here already.</summary>
    public bool Touched { get; set; }

    public void Chain(EventRow row, long micros, RowHash hasher)
    {
        row.Position = ++position;
        row.Micros = micros;
        row.Hash = hash = hasher.Compute(row, hash);
    }

    public void Commit()
    {
        Touched = false;
        if (position != committed.Position) Volatile.Write(ref committed, new(position, hash));
    }

    public void Revert()
    {
        Touched = false;
        (position, hash) = (committed.Position, committed.Hash);
    }

    public void MustBeRead(string why)
    {
        Unread = true;
        Closed = why;
    }

    /// <summary>Takes what the store says is there. Another owner means that the partition was taken over.</summary>
    /// <param name="from">The number of a tenure that begins with this; one that goes on keeps its own.</param>
    public void Adopt(in PartitionHead head, string owner, long from)
    {
        if (!string.Equals(head.Owner, owner, StringComparison.Ordinal))
        {
            Leave($"partition {head.Partition} was taken over by {head.Owner ?? "another process"}");
            Follow(head);
            return;
        }
        Epoch = head.Epoch;
        Volatile.Write(ref committed, head.Last is { } last ? new(last.Event.Position, last.Event.Hash) : Tail.Empty);
        Stamped = Math.Max(Stamped, head.Last?.Event.Micros ?? 0);
        Revert();
        (Unread, Closed) = (false, null);
        if (Tenure == 0) Tenure = from;
    }

    /// <summary>From now on nothing is appended or answered from here.</summary>
    public void Leave(string why)
    {
        Tenure = 0;
        (Unread, Closed) = (false, why);
    }

    /// <summary>Sees how far another process has come.</summary>
    /// <returns>Whether that is further than was known.</returns>
    public bool Follow(in PartitionHead head)
    {
        if (Tenure != 0 || head.Last is not { } last || last.Event.Position <= committed.Position) return false;
        Volatile.Write(ref committed, new(last.Event.Position, last.Event.Hash));
        Stamped = Math.Max(Stamped, last.Event.Micros);
        Revert();
        return true;
    }
}
