using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Placement;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

[GrainType(Places.Silo), BesidePartition]
sealed class SiloGrain(LocalGrains local, Partitions partitions) : Grain, ISiloGrain
{
    public Task ReadDirectoryAsync() => Task.Run(async () =>
    {
        await local.RefreshDirectoryAsync(default);
        partitions.BeatNow();
    });
}
