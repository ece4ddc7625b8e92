using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>Signs the ids of decisions and finds out whether an id was signed here. HMAC-SHA256 with keys derived from the master key: it costs less
/// than a microsecond where a signature with a public key costs fifty, and it is the registry itself that is asked what an id attests.</summary>
sealed class DecisionSigner : IDisposable
{
    const int DrawnAtOnce = 1024;
    const string Signature = "signature", Digest = "question";

    [ThreadStatic]
    static byte[]? drawn;

    [ThreadStatic]
    static int used;

    readonly byte[] questionKey;
    readonly FormerSigner[] former;

    /// <summary>One a thread: the key is taken in once and not for every id.</summary>
    readonly ThreadLocal<IncrementalHash> mac;

    /// <param name="options">Without a key ids can be verified by this process alone.</param>
    public DecisionSigner(ConsentGrainsWebOptions options)
    {
        var key = options.ReceiptKey ?? RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
        var signing = Derived(key, Signature);
        questionKey = Derived(key, Digest);
        former = [.. options.FormerReceiptKeys.Reverse().Select(each => new FormerSigner(Derived(each.Key, Signature), Derived(each.Key, Digest), each.UntilMicros))];
        mac = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, signing));
    }

    /// <param name="utf8"><see cref="DecisionId.Length"/> bytes.</param>
    /// <returns>The bytes that are spelt there.</returns>
    public byte[] Write(Span<byte> utf8, Question question, Answer answer)
    {
        var whole = new byte[DecisionId.Bytes];
        var id = whole.AsSpan();
        DecisionId.WriteHead(id, answer);
        Draw(id.Slice(DecisionId.NonceAt, DecisionId.NonceBytes));
        QuestionDigest.Write(questionKey, question, id[DecisionId.QuestionAt..]);
        Sign(id[..DecisionId.SignedBytes], id[DecisionId.SignedBytes..]);
        DecisionId.Spell(id, utf8);
        return whole;
    }

    /// <summary>What an id attests; null for one that was not signed here, or was changed.</summary>
    public Attested? Verify(string text)
    {
        Span<byte> id = stackalloc byte[DecisionId.Bytes];
        if (!DecisionId.TryParse(text, id)) return null;
        Span<byte> signature = stackalloc byte[DecisionId.SignatureBytes];
        Sign(id[..DecisionId.SignedBytes], signature);
        return CryptographicOperations.FixedTimeEquals(signature, id[DecisionId.SignedBytes..]) ? DecisionId.Read(id) : VerifyFormer(id);
    }

    /// <summary>INVARIANT (former-key): a key that was exchanged signs nothing later than its exchange, whoever has it.</summary>
    Attested? VerifyFormer(ReadOnlySpan<byte> id)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var i = 0; i < former.Length; i++)
        {
            HMACSHA256.HashData(former[i].Signing, id[..DecisionId.SignedBytes], whole);
            if (!CryptographicOperations.FixedTimeEquals(whole[..DecisionId.SignatureBytes], id[DecisionId.SignedBytes..])) continue;
            var attested = DecisionId.Read(id) with { Key = i + 1 };
            return attested.AsOf.Micros <= former[i].UntilMicros ? attested : null;
        }

        return null;
    }

    /// <summary>Whether this was the question, word for word.</summary>
    public bool IsAbout(Attested attested, Question question)
    {
        Span<byte> digest = stackalloc byte[QuestionDigest.Length];
        QuestionDigest.Write(attested.Key == 0 ? questionKey : former[attested.Key - 1].Question, question, digest);
        return CryptographicOperations.FixedTimeEquals(digest, attested.Question);
    }

    public void Dispose() => mac.Dispose();

    void Sign(ReadOnlySpan<byte> id, Span<byte> signature)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hash = mac.Value!;
        hash.AppendData(id);
        hash.GetHashAndReset(whole);
        whole[..DecisionId.SignatureBytes].CopyTo(signature);
    }

    sealed record FormerSigner(byte[] Signing, byte[] Question, long UntilMicros);

    static byte[] Derived(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, HMACSHA256.HashSizeInBytes, info: Encoding.UTF8.GetBytes($"consentgrains.decision.{purpose}.v1"));

    /// <summary>The system's generator is asked for many bytes at once: one call a decision would cost more than the decision.</summary>
    static void Draw(Span<byte> random)
    {
        drawn ??= new byte[DrawnAtOnce];
        if (used == 0 || used + random.Length > DrawnAtOnce)
        {
            RandomNumberGenerator.Fill(drawn);
            used = 0;
        }

        drawn.AsSpan(used, random.Length).CopyTo(random);
        used += random.Length;
    }
}
