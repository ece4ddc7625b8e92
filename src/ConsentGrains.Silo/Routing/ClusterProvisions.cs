using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Silo.Wire;

namespace ConsentGrains.Silo.Routing;

/// <summary>The records of third-party provisions as every silo shows them: those under a key are kept by the silo that owns it.</summary>
sealed class ClusterProvisions(LocalGrains local, OwnerRoute route) : IProvisions
{
    /// <inheritdoc/>
    public ValueTask<Outcome> RecordAsync(ProvisionKey key, ProvisionCommand.Record record, Envelope envelope, CommandTerms terms, CancellationToken cancel) => route.TellAsync(
        local.PartitionOf(key), () => local.Provisions.RecordAsync(key, record, envelope, terms, cancel),
        grain => grain.RecordProvisionAsync(key.ToString(), Orders.Write(record, envelope, terms)), cancel);

    /// <inheritdoc/>
    public ValueTask<Outcome> RemoveAsync(ProvisionKey key, CancellationToken cancel) => route.TellAsync(
        local.PartitionOf(key), () => local.Provisions.RemoveAsync(key, cancel), grain => grain.RemoveProvisionsAsync(key.ToString()), cancel);

    /// <inheritdoc/>
    public ValueTask<ProvisionState> ReadAsync(ProvisionKey key, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOf(key), () => local.Provisions.ReadAsync(key, cancel), grain => grain.ReadProvisionsAsync(key.ToString()), Bytes.Read<ProvisionState>, cancel);
}
