using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Sites;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Visitors;

namespace ConsentGrains.Silo.Routing;

/// <summary>The visitors of sites as every silo shows them: each choice is kept by the silo that owns it.</summary>
sealed class ClusterVisitors(LocalGrains local, OwnerRoute route) : IVisitors
{
    /// <inheritdoc/>
    public ValueTask<Outcome> TellAsync(VisitorKey visitor, ChooseTransmissions command, Envelope envelope, CancellationToken cancel) => route.TellAsync(
        local.PartitionOf(visitor), () => local.Visitors.TellAsync(visitor, command, envelope, cancel),
        grain => grain.TellVisitorAsync(visitor.ToString(), Wire.Visitors.Write(command, envelope)), cancel);

    /// <inheritdoc/>
    public ValueTask<VisitorState> ReadAsync(VisitorKey visitor, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOf(visitor), () => local.Visitors.ReadAsync(visitor, cancel), grain => grain.ReadVisitorAsync(visitor.ToString()), Bytes.Read<VisitorState>, cancel);
}
