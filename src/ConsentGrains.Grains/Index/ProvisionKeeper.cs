using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Grains.Index;

/// <summary>Destroys provision records once the last of those that are kept together is over. The index says where to look; whether it is time is decided from the
/// records themselves.</summary>
sealed class ProvisionKeeper(IndexFile index, IGrains grains, TimeProvider time)
{
    public async Task TurnAsync(CancellationToken cancel)
    {
        var (after, today) = ("", time.Now().Day);
        while (index.Read(db => ProvisionRows.Over(db, today, after, Limits.PointsPerTurn)) is { Count: > 0 } found)
        {
            foreach (var key in found)
            {
                cancel.ThrowIfCancellationRequested();
                await grains.Provisions.RemoveAsync(key, cancel);
            }

            after = found[^1].ToString();
        }
    }
}
