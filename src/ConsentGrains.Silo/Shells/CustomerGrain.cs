using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Placement;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

/// <summary>A customer as Orleans clients address one: no state, placed beside its partition.</summary>
[GrainType(Places.Customer), BesidePartition]
sealed class CustomerGrain(IGrains grains, AskedByClients asked, CommandReader reader) : Grain, ICustomerGrain
{
    public Task<Reply> AskAsync(byte[] question, byte[] asker) =>
        Door.AnswerAsync(async () => Bytes.Of(await asked.AskAsync(Bytes.Read<Question>(question), Bytes.Read<Asker>(asker))));

    public Task<Reply> TellAsync(byte[] order) => Door.TellAsync(grains, reader, order);
}
