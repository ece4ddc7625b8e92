using ConsentGrains.Core;

namespace ConsentGrains.Grains.Index;

/// <summary>Ends looks that were kept for long enough. The index says which; whether one is that old is decided from the look itself. It keeps nothing in memory, and
/// after a restored backup ends again what came back.</summary>
/// <param name="days">0 = none ever ends.</param>
sealed class LookKeeper(IndexFile index, IGrains grains, int days, TimeProvider time)
{
    public async Task TurnAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (days == 0 || now - DateTimeOffset.UnixEpoch < TimeSpan.FromDays(days)) return;
        var (before, after, ended) = (Instant.From(now.AddDays(-days)), (Micros: 0L, Id: ""), 0);
        // A backlog does not keep the other keepers waiting.
        while (ended < Limits.LooksPerTurn && index.Read(db => LookRows.Before(db, before, after, Limits.LooksPerTurn)) is { Count: > 0 } found)
        {
            foreach (var (_, id) in found)
            {
                cancel.ThrowIfCancellationRequested();
                if (await grains.Looks.EndAsync(id, before, cancel)) ended++;
            }

            after = found[^1];
        }
    }
}
