using ConsentGrains.Core;
using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Grains.Provisions;

/// <summary>The records of third-party provisions (第三者提供記録). Those of a customer with one party under one term lie in a stream of their own, under a key
/// of their own: they outlive the customer's erasure, as the law wants, and are destroyed when the last of them is over.</summary>
public interface IProvisions
{
    ValueTask<Outcome> RecordAsync(ProvisionKey key, ProvisionCommand.Record record, Envelope envelope, CommandTerms terms, CancellationToken cancel);

    /// <summary>Destroys what is over, if it is.</summary>
    ValueTask<Outcome> RemoveAsync(ProvisionKey key, CancellationToken cancel);

    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<ProvisionState> ReadAsync(ProvisionKey key, CancellationToken cancel);
}
