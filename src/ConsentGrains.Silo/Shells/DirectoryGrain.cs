using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Placement;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

/// <summary>The directory as Orleans clients address it.</summary>
[GrainType(Places.Directory), BesidePartition]
sealed class DirectoryGrain(IGrains grains, CommandReader reader) : Grain, IDirectoryGrain
{
    public Task<Reply> TellAsync(byte[] order) => Door.TellAsync(grains, reader, order);
}
