using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Silo.Shells;

/// <summary>One subscription of the change feed, by its id; lives on the silo that owns it, which delivers it where it is a webhook.</summary>
[Alias("consentgrains.subscriber")]
interface ISubscriberGrain : IGrainWithStringKey
{
    /// <summary>It was made or changed: whoever delivers it looks at it again.</summary>
    [AlwaysInterleave, Alias("wake")]
    Task WakeAsync();

    /// <summary>Takes the notices of what may concern it; once it has ended, takes none any more.</summary>
    [Alias("settle")]
    Task SettleAsync();
}
