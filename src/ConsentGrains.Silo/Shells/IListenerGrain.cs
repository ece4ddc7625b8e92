using Orleans;

namespace ConsentGrains.Silo.Shells;

/// <summary>The ear of one silo, by its address: takes the notices of what others commit.</summary>
[Alias("consentgrains.listener")]
interface IListenerGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that it is told.</summary>
    [Alias("listen")]
    Task ListenAsync();
}
