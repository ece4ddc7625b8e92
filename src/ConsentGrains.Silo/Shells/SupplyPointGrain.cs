using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Placement;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

/// <summary>A supply point as Orleans clients address one: no state, placed beside the partition of its area.</summary>
[GrainType(Places.SupplyPoint), BesidePartition]
sealed class SupplyPointGrain(IGrains grains, CommandReader reader) : Grain, ISupplyPointGrain
{
    public Task<Reply> TellAsync(byte[] order) => Door.TellAsync(grains, reader, order);
}
