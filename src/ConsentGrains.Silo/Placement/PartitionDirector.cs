using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace ConsentGrains.Silo.Placement;

/// <summary>Places grains by the table of partitions, as it was seen at most a second ago. The table decides who answers; this is only about the way there.</summary>
sealed class PartitionDirector(Places places, ILocalSiloDetails here) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint ? hint
            : places.Of(target.GrainIdentity) is { } wanted && silos.Contains(wanted) ? wanted
            : silos.Contains(here.SiloAddress) ? here.SiloAddress : silos[0]);
    }
}
