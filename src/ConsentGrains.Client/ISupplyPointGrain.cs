using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Client;

/// <summary>One supply point, by its 22 digits. As for <see cref="ICustomerGrain"/>, the sender is trusted.</summary>
[Alias("consentgrains.supply-point")]
public interface ISupplyPointGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command and all that follows from it, also at customers of other silos.</summary>
    /// <param name="order">An <see cref="Order"/> with its issuer.</param>
    /// <returns>A <see cref="Told"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);
}
