using ConsentGrains.Journal.Reading;

namespace ConsentGrains.Journal.Writing;

/// <summary>Takes the ends of the partitions from the store: at the claim, and after an outcome nobody knows.</summary>
static class TailReading
{
    /// <summary>Of a tenure that begins when the journal is opened.</summary>
    public const long First = 1;

    public static async ValueTask ClaimAsync(IJournalStore store, PartitionTail[] tails, string owner, CancellationToken cancel)
    {
        await store.ClaimAsync(owner, cancel);
        foreach (var head in await store.ReadHeadsAsync(cancel)) Adopt(tails, head, owner, First);
    }

    /// <summary>Of a journal of which this process owns nothing yet.</summary>
    public static async ValueTask FollowAsync(IJournalStore store, PartitionTail[] tails, string owner, CancellationToken cancel)
    {
        foreach (var head in await store.ReadHeadsAsync(cancel)) Adopt(tails, head, owner, 0);
    }

    /// <summary>Of partitions that were claimed just now.</summary>
    public static async ValueTask BeginAsync(IJournalStore store, PartitionTail[] tails, string owner, Dictionary<PartitionId, long> tenures)
    {
        foreach (var head in await store.ReadHeadsAsync(CancellationToken.None))
            if (tenures.TryGetValue(head.Partition, out var tenure)) Adopt(tails, head, owner, tenure);
    }

    public static async ValueTask ReadAgainAsync(IJournalStore store, PartitionTail[] tails, string owner)
    {
        if (!Array.Exists(tails, t => t.Unread)) return;
        foreach (var head in await store.ReadHeadsAsync(CancellationToken.None))
            if (tails[head.Partition.Value].Unread) Adopt(tails, head, owner, 0);
    }

    static void Adopt(PartitionTail[] tails, in PartitionHead head, string owner, long tenure)
    {
        if (head.Last is { } last) Links.Check(last);
        tails[head.Partition.Value].Adopt(head, owner, tenure);
    }
}
