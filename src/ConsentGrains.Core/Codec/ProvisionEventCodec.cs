using System.Text.Json;
using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of provision records as bytes. Whose they are, with whom, and on which decision they rest is sealed.</summary>
public static class ProvisionEventCodec
{
    public const string Recorded = "provision.recorded.v1";
    public const string Removed = "provision.removed.v1";
    const string Prefix = "provision.";

    /// <summary>Whether an event of this type lies in a stream of provision records.</summary>
    public static bool IsOfProvisions(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    public static EncodedEvent Encode(ProvisionEvent happened, ProvisionKey key, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("key", key.ToString()).Secret(envelope);
        if (happened is ProvisionEvent.Recorded e) Write(e.Provision, clear, secret);
        return new EncodedEvent(happened is ProvisionEvent.Recorded ? Recorded : Removed, clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedProvisionEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new(Read(type, open, hidden), ProvisionKey.Parse(hidden.Text("key")), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    static void Write(Provision p, FieldWriter clear, FieldWriter secret)
    {
        clear.Word("side", p.Side).Day("day", p.On).Word("term", p.Term).List("items", p.Items).Text("purpose", p.Purpose).Text("basis", p.Basis).Text("confirmed", p.Confirmed is { } how ? Wire.Name(how) : null);
        secret.Text("id", p.Id).Text("party", p.Party).Text("decision", p.Decision).Text("acquired", p.Acquired);
    }

    static ProvisionEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        Recorded => new ProvisionEvent.Recorded(new(
            secret.Sealed("id"), clear.Word<ProvisionSide>("side"), secret.Sealed("party"), clear.List("items") ?? [], clear.Text("purpose"), clear.RequiredDay("day"),
            clear.Word<ProvisionTerm>("term"), secret.Text("decision"), clear.Text("basis"), secret.Text("acquired"), clear.MaybeWord<ProvisionConfirmation>("confirmed"))),
        Removed => new ProvisionEvent.Removed(),
        _ => throw new UnknownEventException(type),
    };
}

/// <param name="Key">Null where the secret part was not given (its key is destroyed).</param>
public sealed record DecodedProvisionEvent(ProvisionEvent Event, ProvisionKey? Key, Envelope Envelope);
