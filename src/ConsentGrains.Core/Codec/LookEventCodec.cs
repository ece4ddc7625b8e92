using System.Text.Json;
using ConsentGrains.Core.Looks;

namespace ConsentGrains.Core.Codec;

/// <summary>Looks at customers and supply points as bytes. At whom, on which request and by which person is sealed, under a key of the look's own.</summary>
public static class LookEventCodec
{
    public const string Taken = "look.taken.v1";

    /// <summary>The look's time is over: with this event its key is destroyed.</summary>
    public const string Ended = "look.ended.v1";
    const string Prefix = "look.";

    /// <summary>Whether an event of this type lies in the stream of a look.</summary>
    public static bool IsOfLook(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    public static EncodedEvent Encode(Look look, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope).Word("of", look.Of).Text("operator", look.Operator).Word("shown", look.Shown).Word("why", look.Why);
        var secret = new FieldWriter().Text("look", look.Id).Secret(envelope).Text("subject", look.Subject).Text("request", look.Request);
        return new EncodedEvent(Taken, clear.ToBytes(), secret.ToBytes());
    }

    /// <summary>Seals nothing: there is no key to it any more.</summary>
    public static EncodedEvent EncodeEnd(Envelope envelope) => new(Ended, EnvelopeFields.Clear(envelope).ToBytes(), []);

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static (Look Look, Envelope Envelope) Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        if (type != Taken) throw new UnknownEventException(type);
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            var look = new Look(
                hidden.Sealed("look"), open.MaybeWord<LookSubject>("of") ?? throw new FormatException("the field 'of' is missing"), hidden.Sealed("subject"), open.Text("operator"), open.Word<LookView>("shown"),
                open.Word<LookReason>("why"), hidden.Text("request"));
            return (look, EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }
}
