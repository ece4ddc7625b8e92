using Orleans;

namespace ConsentGrains.Client;

/// <summary>What a grain answers.</summary>
/// <param name="Body">As <see cref="Bytes"/> writes it, or as the method says; null: see the rest.</param>
/// <param name="Unavailable">Why there is no answer now.</param>
/// <param name="Elsewhere">It is another silo's: ask again.</param>
[GenerateSerializer, Immutable, Alias("consentgrains.reply")]
public sealed record Reply([property: Id(0)] byte[]? Body, [property: Id(1)] string? Unavailable = null, [property: Id(2)] bool Elsewhere = false)
{
    public static Reply NotHere { get; } = new(null, "another silo owns the partition", true);

    public static Reply Of<T>(T value) => new(Bytes.Of(value));

    /// <exception cref="RegistryUnavailableException">There is no answer now.</exception>
    public T Read<T>() => Body is { } bytes ? Bytes.Read<T>(bytes) : throw new RegistryUnavailableException(Unavailable ?? "no answer");
}

/// <summary>The registry can not answer now; the same may be asked again in a moment.</summary>
public sealed class RegistryUnavailableException(string why) : Exception(why);
