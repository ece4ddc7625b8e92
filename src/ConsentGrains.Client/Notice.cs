using Orleans;

namespace ConsentGrains.Client;

/// <summary>Something was committed. It says where, not what: who is told of it takes the changes from the feed (`/v1/changes`), by a cursor of his own, so that a
/// notice that is lost, late or doubled costs nothing but time.</summary>
/// <param name="Partition">`gtdo-03`, `hash-17`, `directory`: as in the ids of changes.</param>
/// <param name="Position">The newest position of the partition when it was sent.</param>
[GenerateSerializer, Immutable, Alias("consentgrains.notice")]
public sealed record Notice([property: Id(0)] string Partition, [property: Id(1)] long Position);
