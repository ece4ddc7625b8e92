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

    /// <summary>Takes at once those of them that nobody owns, or nobody who could still answer: raises their epochs.</summary>
    /// <returns>Those taken, each with the moment its former owner settled; the others are another's.</returns>
    ValueTask<IReadOnlyList<SettledPartition>> TryClaimAsync(IReadOnlyList<PartitionId> partitions, CancellationToken cancel);

    /// <summary>Gives partitions back at once. Nothing is appended to them or answered from them any more.</summary>
    ValueTask ReleaseAsync(IReadOnlyList<SettledPartition> partitions, CancellationToken cancel);

    /// <summary>As <see cref="IJournalStore.ReadHeadsAsync"/>, at any time, beside everything else.</summary>
    ValueTask<IReadOnlyList<PartitionHead>> LookAtHeadsAsync(CancellationToken cancel);
}
