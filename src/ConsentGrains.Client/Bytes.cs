using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConsentGrains.Client;

/// <summary>What crosses from process to process besides commands: JSON of Core's own records.
/// INVARIANT (format): names are only ever added, since silos of two versions run side by side while a cluster is upgraded.</summary>
public static class Bytes
{
    static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Of<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);

    /// <exception cref="JsonException">The bytes are of something else.</exception>
    public static T Read<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes, Json) ?? throw new JsonException("nothing is there");
}
