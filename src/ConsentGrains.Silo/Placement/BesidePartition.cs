using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Placement;

/// <summary>A grain lives where the owner of its partition is.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("consentgrains.beside-partition")]
public sealed class BesidePartition : PlacementStrategy
{
    internal static BesidePartition Strategy { get; } = new();
}

[AttributeUsage(AttributeTargets.Class)]
sealed class BesidePartitionAttribute() : PlacementAttribute(BesidePartition.Strategy);
