using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Grains.Index;

/// <summary>Destroys provision records once the last of those that are kept together is over. The index says where to look; whether it is time is decided from the
/// records themselves.</summary>
sealed class ProvisionKeeper(IndexFile index, ProvisionNames names, IGrains grains, TimeProvider time)
{
    public async Task TurnAsync(CancellationToken cancel)
    {
        var (after, today) = (Guid.Empty, time.Now().Day);
        while (index.Read(db => ProvisionRows.Over(db, today, after, Limits.PointsPerTurn)) is { Count: > 0 } found)
        {
            foreach (var (stream, closed) in found)
            {
                cancel.ThrowIfCancellationRequested();
                if (await names.OpenAsync(stream, closed, cancel) is { } key) await grains.Provisions.RemoveAsync(key, cancel);
            }

            after = found[^1].Stream;
        }
    }
}
