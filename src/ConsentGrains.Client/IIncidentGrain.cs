using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Client;

/// <summary>One incident (漏えい等), by its number. As for <see cref="ICustomerGrain"/>, the sender is trusted.</summary>
[Alias("consentgrains.incident")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <param name="order">As <see cref="IncidentMessages.Of"/> makes it.</param>
    /// <returns>A <see cref="Told"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);

    /// <summary>All that happened to it.</summary>
    /// <returns>As <see cref="IncidentMessages.Read"/> reads it; empty where there is none.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("read")]
    Task<Reply> ReadAsync();
}
