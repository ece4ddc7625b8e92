using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.SupplyPoints;
using Orleans;

namespace ConsentGrains.Client;

/// <summary>Asks and tells a cluster in the name of one party, in Core's own words, over an Orleans client.</summary>
public sealed class RegistryClient(IGrainFactory grains, string party)
{
    readonly byte[] asker = Bytes.Of(new Asker(party));

    /// <exception cref="RegistryUnavailableException">There is no answer now; nothing was permitted.</exception>
    /// <exception cref="ArgumentException">The question names no customer.</exception>
    public async Task<Answer> AskAsync(Question question)
    {
        if (question.Customer is not { } customer) throw new ArgumentException("the question names no customer", nameof(question));
        return (await grains.GetGrain<ICustomerGrain>(customer).AskAsync(Bytes.Of(question), asker)).Read<Answer>();
    }

    /// <param name="key">As of <see cref="Order.IdempotencyKey"/>; null: the outcome of a command whose answer is lost can not be found out.</param>
    /// <exception cref="RegistryUnavailableException">No silo took the command.</exception>
    public async Task<Told> TellAsync(TargetedCommand command, string? key = null, string? evidence = null)
    {
        var order = Bytes.Of(Order.Of(command, new Envelope(party, Evidence: evidence, Via: "orleans")) with
        {
            IdempotencyKey = key,
            BodyHash = key is null ? null : CanonicalHash.Of(command),
            Issuer = new Issuer(party),
        });
        var reply = command switch
        {
            TargetedCommand.ToCustomer to => grains.GetGrain<ICustomerGrain>(to.Customer.ToString()).TellAsync(order),
            TargetedCommand.ToPoint to => grains.GetGrain<ISupplyPointGrain>(to.Point.Digits).TellAsync(order),
            _ => grains.GetGrain<IDirectoryGrain>(IDirectoryGrain.Key).TellAsync(order),
        };
        return (await reply).Read<Told>();
    }
}
