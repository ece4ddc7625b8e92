using System.Text.Json;
using ConsentGrains.Core.Sites;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of visitors as bytes. Nothing in them leads to anybody, so nothing is sealed.</summary>
public static class VisitorEventCodec
{
    public const string Chose = "visitor.chose.v1";

    public static EncodedEvent Encode(VisitorChose happened, Envelope envelope) =>
        new(Chose, EnvelopeFields.Clear(envelope).Text("site", happened.Site).List("out", happened.Out).ToBytes(), []);

    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static VisitorChose Decode(string type, ReadOnlyMemory<byte> clear)
    {
        if (type != Chose) throw new UnknownEventException(type);
        try
        {
            var open = new StoredFields(clear);
            return new(open.Required("site"), open.List("out") ?? []);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }
}
