using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access.Signing;

/// <summary>Signs and verifies under the keys derived from one receipt key: for each version of the id one for the signature and one for the digest of the
/// question. Without the latter nobody can find out the customer's number by trying all of them. Ownership: one thread's at a time.</summary>
/// <param name="key">As <see cref="ConsentGrainsWebOptions.ReceiptKey"/>.</param>
sealed class ReceiptKeys(byte[] key) : IDisposable
{
    /// <summary>More are signed in several lots.</summary>
    public const int AtOnce = 128;

    const string Signature = "signature", Digest = "question";

    readonly Messages messages = new();
    readonly byte[] macs = new byte[AtOnce * Cmac.Bytes];
    readonly Cmac signing = new(Derived(key, Signature, DecisionId.Version));
    readonly Cmac digesting = new(Derived(key, Digest, DecisionId.Version));

    /// <summary>Writes digest and signature into up to <see cref="AtOnce"/> ids that have neither.</summary>
    public void Sign(ReadOnlySpan<UnsignedId> ids)
    {
        messages.Clear();
        QuestionWords.WriteEach(messages, ids);
        Write(digesting, ids, DecisionId.QuestionAt);
        messages.Clear();
        foreach (var id in ids) Add(id.Bytes.AsSpan(0, DecisionId.SignedBytes));
        Write(signing, ids, DecisionId.SignedBytes);
    }

    /// <summary>Whether the id, of any version, was signed under these keys.</summary>
    public bool HasSigned(ReadOnlySpan<byte> id)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var signed = id[..DecisionId.SignedBytes];
        messages.Clear();
        Add(signed);
        if (DecisionId.VersionOf(id) == DecisionId.FirstVersion) HMACSHA256.HashData(Derived(key, Signature, DecisionId.FirstVersion), signed, signature);
        else signing.Write(messages, signature);
        return CryptographicOperations.FixedTimeEquals(signature[..DecisionId.SignatureBytes], id.Slice(DecisionId.SignedBytes, DecisionId.SignatureBytes));
    }

    /// <summary>Whether this was the question, word for word, of an id that was signed under these keys.</summary>
    public bool IsAbout(Attested attested, Question question)
    {
        Span<byte> digest = stackalloc byte[DecisionId.DigestBytes];
        messages.Clear();
        QuestionWords.Write(messages, question);
        messages.End();
        if (attested.Version == DecisionId.FirstVersion) QuestionWords.Hash(Derived(key, Digest, DecisionId.FirstVersion), question, digest);
        else digesting.Write(messages, digest);
        return CryptographicOperations.FixedTimeEquals(digest, attested.Question);
    }

    public void Dispose()
    {
        signing.Dispose();
        digesting.Dispose();
    }

    void Add(ReadOnlySpan<byte> message)
    {
        messages.Write(message);
        messages.End();
    }

    void Write(Cmac cmac, ReadOnlySpan<UnsignedId> ids, int at)
    {
        cmac.Write(messages, macs);
        for (var i = 0; i < ids.Length; i++) macs.AsSpan(i * Cmac.Bytes, Cmac.Bytes).CopyTo(ids[i].Bytes.AsSpan(at));
    }

    static byte[] Derived(byte[] key, string purpose, byte version) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Cmac.KeyBytes, info: Encoding.UTF8.GetBytes($"consentgrains.decision.{purpose}.v{version}"));
}
