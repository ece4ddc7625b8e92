namespace ConsentGrains.Core.SupplyPoints;

/// <summary>In whose name a command to a supply point is sent; who may send which is decided with the point's state.</summary>
/// <param name="Unrestricted">An administrator, an import, a scenario.</param>
/// <param name="IsRegistry">The registry itself: the steps of a saga, and timers.</param>
public readonly record struct Issuer(string Party, bool Unrestricted = false, bool IsRegistry = false)
{
    public static Issuer Registry { get; } = new("registry", IsRegistry: true);
}
