using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal.Sealing;

/// <summary>Whom a stream is about, as far as sealing goes: the stream's id and the key of the registry's own scope.</summary>
/// <param name="Wrapped">The key as the store keeps it.</param>
/// <param name="IsNew">The key is not in the store yet and must be written with the first thing it seals.</param>
sealed record Subject(Guid Id, byte[] Key, byte[] Wrapped, bool IsNew)
{
    /// <summary>The retention class of everything the registry itself records.</summary>
    public const string RegistryScope = "registry";
    const int IdBytes = 16;
    static readonly byte[] Scope = Encoding.UTF8.GetBytes(RegistryScope);

    public byte[] KeyId { get; } = KeyIdOf(Id);

    public static byte[] KeyIdOf(Guid id)
    {
        var keyId = new byte[IdBytes + Scope.Length];
        id.TryWriteBytes(keyId, bigEndian: true, out _);
        Scope.CopyTo(keyId, IdBytes);
        return keyId;
    }

    public static bool IsRegistry(ReadOnlySpan<byte> keyId) => keyId.Length > IdBytes && keyId[IdBytes..].SequenceEqual(Scope);

    /// <summary>A fresh random key for a stream.</summary>
    public static Subject Create(Guid id, KeyRing keys)
    {
        var key = RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);
        return new(id, key, keys.Wrapping.Close(key, KeyIdOf(id)), IsNew: true);
    }

    /// <summary>Null when the wrapped key was changed or belongs elsewhere.</summary>
    public static byte[]? Unwrap(byte[] keyId, byte[] wrapped, KeyRing keys) =>
        keys.Wrapping.Open(wrapped, keyId) is { Length: KeyRing.KeyBytes } key ? key : null;
}
