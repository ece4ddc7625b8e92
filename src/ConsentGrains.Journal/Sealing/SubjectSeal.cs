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

    /// <summary>For who seals much of one subject: the key is taken in once.</summary>
    public Closer ToClose() => new(Stream, Seal.Cipher(key));

    /// <summary>Seals as <see cref="SubjectSeal.Close"/> does. Ownership: one thread's at a time.</summary>
    public sealed class Closer : IDisposable
    {
        readonly AesGcm cipher;

        internal Closer(Guid stream, AesGcm cipher) => (Stream, this.cipher) = (stream, cipher);

        /// <inheritdoc cref="SubjectSeal.Stream"/>
        public Guid Stream { get; }

        /// <inheritdoc cref="SubjectSeal.Close"/>
        public byte[] Close(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place) => Seal.Close(cipher, plain, place);

        public void Dispose() => cipher.Dispose();
    }
}
