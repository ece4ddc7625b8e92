namespace ConsentGrains.Journal;

/// <summary>What of a journal this process owns. The same in both editions: a server claims every partition at its start and gives all back at its end;
/// the silos of a cluster share them out, claim what falls to them, and hand over one by one.
/// INVARIANT (one-owner): a partition has one owner in the store, under an epoch that every append names; whoever takes over raises it, and takes over only
/// from who gave back, is provably gone, or has not been seen for longer than its lease can last.
/// INVARIANT (tenure): a time of owning a partition without a break has a number of its own. A state is used only under the tenure it was loaded or
/// appended under: between two tenures of one process another one may have written. Thread-safe.</summary>
public sealed class Partitions
{
    readonly JournalLog journal;
    readonly ISharedStore? store;
    readonly SemaphoreSlim turn = new(1, 1);
    readonly Rounds<PartitionId, bool> claims;
    readonly Rounds<PartitionId, bool> releases;
    long newest = Writing.TailReading.First;

    internal Partitions(JournalLog journal, ISharedStore? store)
    {
        (this.journal, this.store) = (journal, store);
        (claims, releases) = (new(turn, ClaimAsync), new(turn, ReleaseAsync));
    }

    /// <summary>Whether several processes share the journal.</summary>
    public bool AreShared => store is not null;

    /// <summary>Told before a partition is owned anew and after it was given up: everything that was loaded of it must be forgotten.</summary>
    public Action<PartitionId>? Forget { get; set; }

    /// <summary>Waited for before a partition is handed over, while it still is this process's: whoever works for it by himself ends that.</summary>
    public Func<PartitionId, Task>? Leaving { get; set; }

    /// <summary>0: this process does not own it.</summary>
    public long TenureOf(PartitionId partition) => journal.TailOf(partition).Tenure;

    public bool Owns(PartitionId partition) => TenureOf(partition) != 0;

    /// <summary>Takes a partition, where it may be taken now.</summary>
    /// <returns>Whether it is owned; false: another process may still answer from it.</returns>
    /// <exception cref="JournalUnavailableException">The store does not answer.</exception>
    public Task<bool> ClaimAsync(PartitionId partition, CancellationToken cancel) => Owns(partition) ? Task.FromResult(true) : claims.DoAsync(partition, cancel);

    /// <summary>Hands a partition over: answers nothing from it any more, writes what was taken, forgets what was loaded, and lets others have it.</summary>
    /// <exception cref="JournalUnavailableException">The store does not answer: it is still this process's there, and nobody answers from it.</exception>
    public async Task ReleaseAsync(PartitionId partition, CancellationToken cancel)
    {
        if (Leaving is { } leaving) await leaving(partition);
        await releases.DoAsync(partition, cancel);
    }

    /// <summary>Who shares the journal, and who owns which partition.</summary>
    /// <exception cref="JournalUnavailableException">The store does not answer.</exception>
    public async Task<Standing> LookAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return await Shared.LookAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Tells the others at once how far this process knows the directory.</summary>
    public void BeatNow() => Shared.BeatNow();

    /// <summary>For a process that stops and appends no more: the owner of the directory signs for all, and the last of several has handed it over to nobody. Takes it
    /// where nobody has it; who owned nothing leaves it alone.</summary>
    /// <returns>Whether nobody else can append.</returns>
    internal async Task<bool> TakeToSignAsync()
    {
        if (store is null || Volatile.Read(ref newest) == Writing.TailReading.First) return false;
        // Whoever loaded anything of it has ended.
        Forget = null;
        try
        {
            return await ClaimAsync(PartitionId.Directory, CancellationToken.None) && IsAlone(await LookAsync(CancellationToken.None));
        }
        catch (JournalUnavailableException)
        {
            // Nothing can be signed now; the next process to start does.
            return false;
        }
    }

    static bool IsAlone(Standing standing) =>
        standing.Owners.All(owner => owner is null || owner == standing.Self) && standing.Members.All(member => member.Id == standing.Self || !member.MayAnswer);

    async Task<IReadOnlyList<bool>> ClaimAsync(IReadOnlyList<PartitionId> wanted)
    {
        if (wanted.Where(partition => !Owns(partition)).Distinct().ToArray() is { Length: > 0 } missing)
        {
            var taken = await Shared.TryClaimAsync(missing, CancellationToken.None);
            if (taken.Count > 0) await BeginAsync(taken);
        }

        return [.. wanted.Select(Owns)];
    }

    async Task BeginAsync(IReadOnlyList<SettledPartition> taken)
    {
        await AdmitAgainAsync(taken);
        foreach (var (partition, _) in taken) Forget?.Invoke(partition);
        await journal.BeginAsync([.. taken.Select(one => (one, ++newest))]);
    }

    async Task<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<PartitionId> leaving)
    {
        var left = await journal.LeaveAsync([.. leaving.Distinct()]);
        foreach (var (partition, _) in left) Forget?.Invoke(partition);
        await Shared.ReleaseAsync(left, CancellationToken.None);
        return [.. leaving.Select(_ => true)];
    }

    async Task AdmitAgainAsync(IReadOnlyList<SettledPartition> taken)
    {
        try
        {
            await journal.AdmitAgainAsync(CancellationToken.None);
        }
        catch (JournalRefusedException refused)
        {
            await Shared.ReleaseAsync(taken, CancellationToken.None);
            throw new JournalUnavailableException(refused.Message);
        }
    }

    ISharedStore Shared => store ?? throw new InvalidOperationException("this journal is not shared");
}

/// <summary>A process that shares a journal.</summary>
/// <param name="Address">Where the others reach it; null for one that owns all or nothing.</param>
/// <param name="MayAnswer">It beats, or has not been silent for longer than its lease.</param>
/// <param name="Directory">Position up to which it decides on the directory; null: it answers from no copy.</param>
public sealed record Member(string Id, string? Address, bool MayAnswer, long? Directory);

/// <summary>One look at who shares a journal.</summary>
/// <param name="Self">This process's id.</param>
/// <param name="Owners">The owner of every partition, by number; null: nobody's.</param>
public sealed record Standing(string Self, IReadOnlyList<Member> Members, IReadOnlyList<string?> Owners)
{
    public Member? OwnerOf(PartitionId partition) =>
        Owners[partition.Value] is { } owner ? Members.FirstOrDefault(member => member.Id == owner) : null;
}
