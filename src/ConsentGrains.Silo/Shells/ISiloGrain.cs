using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Silo.Shells;

/// <summary>One silo, by its address.</summary>
[Alias("consentgrains.silo")]
interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>Reads the directory now and says with a beat how far it came.</summary>
    [AlwaysInterleave, Alias("read-directory")]
    Task ReadDirectoryAsync();
}
