using ConsentGrains.Journal.Reading;

namespace ConsentGrains.Journal.Writing;

/// <summary>Takes the ends of the partitions from the store: at the claim, and after an outcome nobody knows.</summary>
static class TailReading
{
    public static async ValueTask ClaimAsync(IJournalStore store, PartitionTail[] tails, string owner, CancellationToken cancel)
    {
        await store.ClaimAsync(owner, cancel);
        foreach (var head in await store.ReadHeadsAsync(cancel)) Adopt(tails, head, owner);
    }

    public static async ValueTask ReadAgainAsync(IJournalStore store, PartitionTail[] tails, string owner)
    {
        if (!Array.Exists(tails, t => t.Unread)) return;
        foreach (var head in await store.ReadHeadsAsync(CancellationToken.None))
            if (tails[head.Partition.Value].Unread) Adopt(tails, head, owner);
    }

    static void Adopt(PartitionTail[] tails, in PartitionHead head, string owner)
    {
        if (head.Last is { } last) Links.Check(last);
        tails[head.Partition.Value].Adopt(head, owner);
    }
}
