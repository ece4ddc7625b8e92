using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Client;

/// <summary>One request of a data subject (開示等の請求), by its number. As for <see cref="ICustomerGrain"/>, the sender is trusted.</summary>
[Alias("consentgrains.request")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command and all that follows from it at the customer.</summary>
    /// <param name="order">As <see cref="RequestMessages.Of"/> makes it.</param>
    /// <returns>A <see cref="Told"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);

    /// <summary>All that happened to it.</summary>
    /// <returns>As <see cref="RequestMessages.Read"/> reads it; empty where there is none.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("read")]
    Task<Reply> ReadAsync();
}
