namespace ConsentGrains.Journal.Writing;

/// <summary>Gives recorded times: after the clock, after the partition's last, after every moment for which an answer was given.</summary>
/// <param name="lastErasure">The time of the newest row of the erasure ledger.</param>
sealed class Stamps(Clock clock, long lastErasure)
{
    readonly long[] observed = new long[PartitionId.Count];
    long erasure = lastErasure;

    public long Now => clock.Micros;

    // INVARIANT (stamp-after-ask): a full fence, so that a reader that still sees no stamp afterwards is sure that the writer will see this moment.
    public void Observe(PartitionId partition, long micros)
    {
        ref var seen = ref observed[partition.Value];
        for (var old = Volatile.Read(ref seen); old < micros;)
        {
            var found = Interlocked.CompareExchange(ref seen, micros, old);
            if (found == old) return;
            old = found;
        }
        Interlocked.MemoryBarrier();
    }

    /// <summary>No answer as of a later moment was given, and nothing was recorded later.</summary>
    public long SettledOf(PartitionId partition, PartitionTail tail) => Math.Max(clock.Micros, Math.Max(tail.Stamped, Volatile.Read(ref observed[partition.Value])));

    // INVARIANT (stamp-after-ask): the clock and what was observed are read after Begin, and the stamp is greater than both.
    public long Take(Append append, PartitionId partition, PartitionTail tail)
    {
        append.Stamp.Begin();
        var after = Math.Max(clock.Micros, Math.Max(tail.Stamped, Volatile.Read(ref observed[partition.Value])));
        // Over all partitions, so that the ledger has one order and a checkpoint can say how far it had come.
        if (append.Erase) after = erasure = Math.Max(after, erasure) + 1;
        else after++;
        tail.Stamped = after;
        append.Stamp.Set(after);
        return after;
    }
}
