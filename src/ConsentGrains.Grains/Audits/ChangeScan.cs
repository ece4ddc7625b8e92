using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Audits;

/// <summary>Something that was recorded, and by whom; nothing of what it says.</summary>
public readonly record struct RecordedChange(string Type, Instant Recorded, string Actor, string? Credential);

/// <summary>Goes through every partition of the journal once, row by row, opening no secret: what it holds does not grow with the journal.</summary>
static class ChangeScan
{
    public static async IAsyncEnumerable<RecordedChange> ReadAsync(IJournal journal, Instant from, Instant before, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var i = 0; i < PartitionId.Count; i++)
            await foreach (var e in Faults.Guarded(journal.ReadPartitionAsync(new(i), 0, static _ => false, cancel)))
            {
                if (e.Micros >= before.Micros) break;
                if (e.Micros < from.Micros) continue;
                var by = ClearEnvelope.Of(e.Type, e.Clear);
                yield return new(e.Type, new(e.Micros), by.Actor, by.Credential);
            }
    }
}
