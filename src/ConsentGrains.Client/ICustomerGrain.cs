using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Client;

/// <summary>One customer, by `operator/number`. Whoever reaches the cluster's gateways is trusted: there are no keys here, and the sender says who he is.</summary>
[Alias("consentgrains.customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Decides one question about the customer.</summary>
    /// <param name="question">A <see cref="Core.Decisions.Question"/>.</param>
    /// <param name="asker">An <see cref="Asker"/>.</param>
    /// <returns>A <see cref="Core.Decisions.Answer"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("ask")]
    Task<Reply> AskAsync(byte[] question, byte[] asker);

    /// <summary>Carries out a command. Accepted means: on disk, and obeyed by every answer any silo gives from now on.</summary>
    /// <param name="order">An <see cref="Order"/>.</param>
    /// <returns>A <see cref="Told"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);
}
