using System.Runtime.CompilerServices;
using ConsentGrains.Journal;

namespace ConsentGrains.Server.Bulk;

/// <summary>The events of customers and supply points in the order of their recorded times, which within a partition is the order it has.</summary>
static class InTime
{
    public static async IAsyncEnumerable<StoredEvent> ReadAsync(IJournal journal, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = new PriorityQueue<IAsyncEnumerator<StoredEvent>, (long Micros, int Partition, long Position)>();
        try
        {
            for (var partition = PartitionId.Directory.Value + 1; partition < PartitionId.Count; partition++)
                await AdvanceAsync(next, journal.ReadPartitionAsync(new PartitionId(partition), 0, cancel).GetAsyncEnumerator(cancel));
            while (next.TryDequeue(out var earliest, out _))
            {
                yield return earliest.Current;
                await AdvanceAsync(next, earliest);
            }
        }
        finally
        {
            while (next.TryDequeue(out var left, out _)) await left.DisposeAsync();
        }
    }

    static async ValueTask AdvanceAsync(
        PriorityQueue<IAsyncEnumerator<StoredEvent>, (long Micros, int Partition, long Position)> next, IAsyncEnumerator<StoredEvent> each)
    {
        if (await each.MoveNextAsync()) next.Enqueue(each, (each.Current.Micros, each.Current.Partition.Value, each.Current.Position));
        else await each.DisposeAsync();
    }
}
