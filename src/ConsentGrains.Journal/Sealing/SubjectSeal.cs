using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal;

/// <summary>Seals what another file keeps about a subject of the journal. Its key is derived from the subject's, which exists nowhere but in the journal:
/// once the subject is erased, nobody can make it again and what it sealed stays unreadable. Thread-safe.</summary>
public sealed class SubjectSeal
{
    readonly byte[] key;

    SubjectSeal(Guid stream, byte[] key) => (Stream, this.key) = (stream, key);

    /// <summary>The random id of the subject's stream, as its events carry it.</summary>
    public Guid Stream { get; }

    /// <summary>HKDF-SHA256 of the subject's key.</summary>
    public static SubjectSeal Of(Guid stream, ReadOnlySpan<byte> subjectKey, string purpose)
    {
        var key = new byte[KeyRing.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, subjectKey, key, [], Encoding.UTF8.GetBytes($"consentgrains.subject.{purpose}"));
        return new(stream, key);
    }

    /// <param name="place">What the sealed bytes belong to: they open only with the same.</param>
    public byte[] Close(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        using var cipher = Seal.Cipher(key);
        return Seal.Close(cipher, plain, place);
    }

    /// <summary>Null where the seal is broken: other bytes, another subject or another place.</summary>
    public byte[]? Open(ReadOnlySpan<byte> closed, ReadOnlySpan<byte> place)
    {
        using var cipher = Seal.Cipher(key);
        return Seal.Open(cipher, closed, place);
    }
}
