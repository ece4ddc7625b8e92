using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Looks;

/// <summary>A look as it was read.</summary>
/// <param name="Look">Its subject is empty where the customer was erased.</param>
/// <param name="Own">The look's own stream.</param>
/// <param name="Stream">The customer's own stream, as far as it is known.</param>
readonly record struct OpenedLook(Look Look, Envelope Envelope, Instant At, Guid Own, Guid? Stream);

/// <summary>Customers in looks: on the disk under their own keys.</summary>
sealed class LookNames(IJournal journal)
{
    readonly CustomerSeals seals = new(journal, null, "look.v1");

    public ValueTask<string> CloseAsync(Look look) => look.Of == LookSubject.Customer ? seals.CloseAsync(look.Subject) : new(look.Subject);

    public async ValueTask<OpenedLook> OpenAsync(StoredEvent e)
    {
        var (look, envelope) = LookEventCodec.Decode(e.Type, e.Clear, e.Secret);
        var at = new Instant(e.Micros);
        if (look.Of != LookSubject.Customer) return new(look, envelope, at, e.Stream, null);
        var opened = CustomerId.Parse(await seals.OpenAsync(look.Subject));
        var stream = CustomerId.Parse(look.Subject.Split('.')[0])?.Referred;
        return new(look with { Subject = opened is { Referred: null } customer ? customer.ToString() : "" }, envelope, at, e.Stream, stream);
    }
}
