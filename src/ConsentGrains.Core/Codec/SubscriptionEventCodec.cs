using System.Text.Json;
using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of subscriptions as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes.</summary>
public static class SubscriptionEventCodec
{
    public static EncodedEvent Encode(SubscriptionEvent happened, string id, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("subscription", id).Secret(envelope);
        SubscriptionEventFields.Write(happened, clear, secret);
        return new EncodedEvent(EventTypes.Of(happened), clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedSubscriptionEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new(SubscriptionEventFields.Read(type, open, hidden), hidden.Sealed("subscription"), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }
}

/// <param name="Id">Empty where the secret part was not given.</param>
public sealed record DecodedSubscriptionEvent(SubscriptionEvent Event, string Id, Envelope Envelope);
