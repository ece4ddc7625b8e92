using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Shells;
using ConsentGrains.Silo.Wire;
using Orleans;

namespace ConsentGrains.Silo.Routing;

/// <summary>The other silos, as the grains of this one need them.</summary>
sealed class Elsewhere(OwnerRoute route) : IElsewhere
{
    LocalGrains? local;
    SiloMap? map;

    /// <param name="grains">Of this process: a partition may have come here since it was looked for elsewhere.</param>
    public void Connect(LocalGrains grains) => local = grains;

    public void Connect(SiloMap silos) => map = silos;

    LocalGrains Local => local ?? throw new UnavailableException("the silo is starting");

    public ValueTask<Outcome> TellPointAsync(Command.ToPoint to, Envelope envelope) => route.TellAsync(
        Local.PartitionOf(to.Point), () => Local.TellAsync(to, envelope, CommandTerms.None, default),
        grain => grain.TellAsync(Orders.Write(to, envelope, CommandTerms.None)), default);

    public ValueTask<Outcome> TellCustomerAsync(Command.ToCustomer to, Envelope envelope, CommandTerms terms) => route.TellAsync(
        Local.PartitionOf(to.Customer), () => Local.TellAsync(to, envelope, terms, default), grain => grain.TellAsync(Orders.Write(to, envelope, terms)), default);

    public ValueTask<Outcome> StepAsync(CustomerId customer, CustomerCommand step, Envelope envelope) => route.TellAsync(
        Local.PartitionOf(customer), () => Local.StepAsync(customer, step, envelope),
        grain => grain.StepAsync(Orders.Write(new Command.ToCustomer(customer, step), envelope, CommandTerms.None)), default);

    public ValueTask<SettledPoint> ReadPointAsync(SupplyPointNumber point, Instant? at, Instant notBefore, CancellationToken cancel) => route.ReadAsync(
        Local.PartitionOf(point), () => Local.ReadSettledAsync(point, at, notBefore, cancel),
        grain => grain.ReadSettledAsync(point.Digits, at?.Micros, notBefore.Micros), States.ReadPoint, cancel);

    public Task TellDirectoryAsync() => map is { } silos && route.Cluster is { } cluster
        ? Task.WhenAll(silos.Active().Select(silo => TellAsync(cluster, silo.ToParsableString()))) : Task.CompletedTask;

    static async Task TellAsync(IGrainFactory cluster, string silo)
    {
        try
        {
            await cluster.GetGrain<ISiloGrain>(silo).ReadDirectoryAsync();
        }
        catch (Exception lost) when (lost is Orleans.Runtime.OrleansException or TimeoutException or UnavailableException)
        {
            // Its own next beat finds the directory further.
        }
    }
}
