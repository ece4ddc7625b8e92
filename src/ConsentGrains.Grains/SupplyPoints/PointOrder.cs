using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>A command to one supply point, in whose name it is sent, and the directory it is decided by.</summary>
readonly record struct PointOrder(SupplyPointNumber Point, SupplyPointCommand Body, Issuer Issuer, DirectoryState Directory);
