using System.Globalization;
using ConsentGrains.Journal;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace ConsentGrains.Silo.Placement;

/// <summary>Who owns which partition and who should, as the last look at the table and at the cluster's members found it.</summary>
sealed class SiloMap(IClusterMembershipService membership, ISiloMetadataCache metadata)
{
    /// <summary>The key of a silo's metadata: areas it declares, as `3` or `3,4`.</summary>
    public const string AreaKey = "area";

    readonly SiloAddress?[] owners = new SiloAddress?[PartitionId.Count];
    volatile SiloAddress[] wanted = [];
    volatile bool leaving;

    /// <summary>This silo is stopping: it takes no partition any more.</summary>
    public bool IsLeaving => leaving;

    public void Leave() => leaving = true;

    /// <summary>The silos that are up, in one order everywhere.</summary>
    public IReadOnlyList<SiloAddress> Active() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress).OrderBy(EndpointOf, StringComparer.Ordinal)];

    /// <summary>Its owner, or else the silo that should own it; null before the first look.</summary>
    public SiloAddress? PlaceOf(PartitionId partition) => OwnerOf(partition) ?? WantedOf(partition);

    /// <summary>Null: nobody's, or nobody's who is up.</summary>
    public SiloAddress? OwnerOf(PartitionId partition) => Volatile.Read(ref owners[partition.Value]);

    public SiloAddress? WantedOf(PartitionId partition) => wanted is { Length: > 0 } known ? known[partition.Value] : null;

    public void Update(Standing standing)
    {
        var silos = Active();
        if (silos.Count == 0) return;
        wanted = Share(silos);
        for (var i = 0; i < owners.Length; i++)
        {
            var owner = standing.OwnerOf(new(i)) is { MayAnswer: true, Address: { } address } ? silos.FirstOrDefault(silo => EndpointOf(silo) == address) : null;
            Volatile.Write(ref owners[i], owner);
        }
    }

    /// <summary>Where each partition should live once a silo is gone; null: there is no other.</summary>
    public SiloAddress[]? WithoutThis(SiloAddress gone) => Active().Where(silo => !silo.Equals(gone)).ToArray() is { Length: > 0 } silos ? Share(silos) : null;

    SiloAddress[] Share(IReadOnlyList<SiloAddress> silos) =>
        [.. Assignment.Of([.. silos.Select(silo => new SiloPlace(EndpointOf(silo), AreasOf(silo)))]).Select(at => silos[at])];

    public static string EndpointOf(SiloAddress silo) => silo.Endpoint.ToString();

    HashSet<int> AreasOf(SiloAddress silo) =>
        metadata.GetSiloMetadata(silo).Metadata.TryGetValue(AreaKey, out var areas) ? Areas(areas) : [];

    public static HashSet<int> Areas(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(area => int.TryParse(area, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number is >= 1 and <= PartitionId.Areas)];
}
