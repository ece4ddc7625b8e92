using System.Text.Json;

namespace ConsentGrains.Core.Codec;

/// <summary>Who made an event, whatever its kind: what every clear part begins with, read without opening anything.</summary>
/// <param name="Credential">Null for the registry itself and the command line.</param>
public readonly record struct ClearEnvelope(string Actor, string? Credential)
{
    /// <exception cref="DamagedEventException">The bytes are not those of an event.</exception>
    public static ClearEnvelope Of(string type, ReadOnlyMemory<byte> clear)
    {
        try
        {
            var fields = new StoredFields(clear);
            return new(fields.Required("actor"), fields.Text("credential"));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }
}
