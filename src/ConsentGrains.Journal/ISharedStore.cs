namespace ConsentGrains.Journal;

/// <summary>A store of which several processes own partitions at the same time, each its own. What is asked of it here comes one at a time.</summary>
interface ISharedStore : IJournalStore
{
    /// <summary>Makes this process known and begins to beat, without owning anything.</summary>
    /// <param name="address">Where the others reach it.</param>
    /// <param name="directory">The position up to which this process decides on the directory.
    /// INVARIANT (held): a beat counts only if the directory had not come further when it reached the store.</param>
    /// <param name="behind">Told when a beat found the directory further: the process must read it.</param>
    ValueTask EnterAsync(string owner, string address, Func<long> directory, Action behind, CancellationToken cancel);

    /// <summary>Beats now instead of at the next second.</summary>
    void BeatNow();

    /// <summary>Who is there, and who owns what.</summary>
    ValueTask<Standing> LookAsync(CancellationToken cancel);

    /// <summary>Takes one partition where nobody owns it, or nobody who could still answer: raises its epoch.</summary>
    /// <returns>The moment its former owner settled; null where it is another's.</returns>
    ValueTask<long?> TryClaimAsync(PartitionId partition, CancellationToken cancel);

    /// <summary>Gives one partition back at once. Nothing is appended to it or answered from it any more.</summary>
    ValueTask ReleaseAsync(PartitionId partition, long settledMicros, CancellationToken cancel);

    /// <summary>As <see cref="IJournalStore.ReadHeadsAsync"/>, at any time, beside everything else.</summary>
    ValueTask<IReadOnlyList<PartitionHead>> LookAtHeadsAsync(CancellationToken cancel);
}
