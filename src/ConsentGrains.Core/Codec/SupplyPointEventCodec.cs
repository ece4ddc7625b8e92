using System.Text.Json;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of supply points as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes.</summary>
public static class SupplyPointEventCodec
{
    public static EncodedEvent Encode(SupplyPointEvent happened, SupplyPointNumber point, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("point", point.Digits).Secret(envelope);
        SupplyPointEventFields.Write(happened, clear, secret);
        return new EncodedEvent(EventTypes.Of(happened), clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedSupplyPointEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new(SupplyPointEventFields.Read(type, open, hidden), SupplyPointNumber.Parse(hidden.Text("point")), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }
}

/// <param name="Point">Null where the secret part was not given (its key is destroyed).</param>
public sealed record DecodedSupplyPointEvent(SupplyPointEvent Event, SupplyPointNumber? Point, Envelope Envelope);
