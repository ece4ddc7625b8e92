using System.Globalization;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Placement;

/// <summary>Which grain belongs where.</summary>
sealed class Places(LocalGrains local, SiloMap map)
{
    public const string Partition = "partition", Customer = "customer", SupplyPoint = "supply-point", Directory = "directory", Silo = "silo", Listener = "listener", Request = "request", Incident = "incident", Subscriber = "subscriber";

    /// <summary>Null where any silo will do.</summary>
    public SiloAddress? Of(GrainId grain)
    {
        var key = grain.Key.ToString()!;
        return grain.Type.ToString() switch
        {
            Silo or Listener => SiloAddress.FromParsableString(key),
            Partition => map.PlaceOf(new(int.Parse(key, CultureInfo.InvariantCulture))),
            Request => map.PlaceOf(local.PartitionOfRequest(key)),
            Incident => map.PlaceOf(local.PartitionOfIncident(key)),
            Subscriber => map.PlaceOf(local.PartitionOfSubscription(key)),
            Directory => map.PlaceOf(PartitionId.Directory),
            SupplyPoint when SupplyPointNumber.Parse(key) is { } point => map.PlaceOf(local.PartitionOf(point)),
            Customer when CustomerId.Parse(key) is { } customer => map.PlaceOf(local.PartitionOf(customer)),
            _ => null,
        };
    }
}
