using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="Type">Its name for ever, `consent.withdrawn.v1`.</param>
/// <param name="Clear">UTF-8 JSON by which nobody can be found; readable without a key.</param>
/// <param name="Secret">UTF-8 JSON of what identifies a customer or a person; the journal seals it. Empty where there is nothing of the kind.</param>
public sealed record EncodedEvent(string Type, byte[] Clear, byte[] Secret);

/// <param name="Customer">Null where the secret part was not given (its key is destroyed).</param>
public sealed record DecodedCustomerEvent(CustomerEvent Event, CustomerId? Customer, Envelope Envelope);

public sealed record DecodedDirectoryEvent(DirectoryEvent Event, Envelope Envelope);

/// <summary>The journal holds an event this program does not know: a later program wrote it. Loading stops.</summary>
public sealed class UnknownEventException(string type)
    : Exception($"The journal holds an event of type '{type}', which this version does not know: start the version that wrote it, or a later one.")
{
    public string Type { get; } = type;
}

/// <summary>An event of a known type whose bytes are not what that type looks like.</summary>
public sealed class DamagedEventException(string type, Exception cause)
    : Exception($"An event of type '{type}' can not be read: {cause.Message}", cause)
{
    public string Type { get; } = type;
}
