using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ConsentGrains.Core.Decisions;
using Microsoft.Extensions.ObjectPool;

namespace ConsentGrains.Web.Access.Signing;

/// <summary>An id whose digest and signature are still to be made, and where in the reply it is to stand.</summary>
readonly record struct UnsignedId(byte[] Bytes, Question Question, int At);

/// <summary>Signs the ids of decisions and finds out whether an id was signed here. AES-CMAC with keys derived from the master key: it costs a small part of what
/// a signature with a public key does, and it is the registry itself that is asked what an id attests. The ids of a reply are signed together.</summary>
sealed class DecisionSigner : IDisposable
{
    const int KeyBytes = 32;
    const int DrawnAtOnce = 1024;

    [ThreadStatic]
    static byte[]? drawn;

    [ThreadStatic]
    static int used;

    readonly ObjectPool<ReceiptKeys> keys;
    readonly IReadOnlyList<(byte[] Key, long UntilMicros)> former;

    /// <param name="options">Without a key ids can be verified by this process alone.</param>
    public DecisionSigner(ConsentGrainsWebOptions options)
    {
        keys = new DefaultObjectPoolProvider().Create(new Fresh(options.ReceiptKey ?? RandomNumberGenerator.GetBytes(KeyBytes)));
        former = [.. options.FormerReceiptKeys.Reverse()];
    }

    /// <summary>Leaves the place of an id open in a reply; <see cref="Sign"/> fills it.</summary>
    /// <returns>The bytes of the id, which are whole when it is signed.</returns>
    public byte[] Begin(DecisionReply reply, Question question, Answer answer)
    {
        var id = new byte[DecisionId.Bytes];
        DecisionId.WriteHead(id, answer);
        Draw(id.AsSpan(DecisionId.NonceAt, DecisionId.NonceBytes));
        reply.Ids.Add(new(id, question, reply.Json.Count));
        reply.Json.GetSpan(DecisionId.Length)[..DecisionId.Length].Clear();
        reply.Json.Advance(DecisionId.Length);
        return id;
    }

    /// <summary>Signs all ids of a reply and writes them into their places.</summary>
    public void Sign(DecisionReply reply)
    {
        var signer = keys.Get();
        for (var rest = (ReadOnlySpan<UnsignedId>)CollectionsMarshal.AsSpan(reply.Ids); !rest.IsEmpty; rest = rest[Math.Min(ReceiptKeys.AtOnce, rest.Length)..])
            signer.Sign(rest[..Math.Min(ReceiptKeys.AtOnce, rest.Length)]);
        keys.Return(signer);
        foreach (var id in reply.Ids) DecisionId.Spell(id.Bytes, reply.Json.At(id.At, DecisionId.Length));
    }

    /// <summary>What an id attests; null for one that was not signed here, or was changed.</summary>
    public Attested? Verify(string text)
    {
        Span<byte> id = stackalloc byte[DecisionId.Bytes];
        if (!DecisionId.TryParse(text, id)) return null;
        var signer = keys.Get();
        var own = signer.HasSigned(id);
        keys.Return(signer);
        return own ? DecisionId.Read(id) : VerifyFormer(id);
    }

    /// <summary>Whether this was the question, word for word.</summary>
    public bool IsAbout(Attested attested, Question question)
    {
        if (attested.Key > 0)
        {
            using var then = new ReceiptKeys(former[attested.Key - 1].Key);
            return then.IsAbout(attested, question);
        }

        var signer = keys.Get();
        var same = signer.IsAbout(attested, question);
        keys.Return(signer);
        return same;
    }

    public void Dispose() => (keys as IDisposable)?.Dispose();

    /// <summary>INVARIANT (former-key): a key that was exchanged signs nothing later than its exchange, whoever has it.</summary>
    Attested? VerifyFormer(ReadOnlySpan<byte> id)
    {
        for (var i = 0; i < former.Count; i++)
        {
            using var then = new ReceiptKeys(former[i].Key);
            if (!then.HasSigned(id)) continue;
            var attested = DecisionId.Read(id) with { Key = i + 1 };
            return attested.AsOf.Micros <= former[i].UntilMicros ? attested : null;
        }

        return null;
    }

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

    /// <summary>Ciphers are taken up again by whoever signs next: making one costs more than signing with it.</summary>
    sealed class Fresh(byte[] key) : PooledObjectPolicy<ReceiptKeys>
    {
        public override ReceiptKeys Create() => new(key);

        public override bool Return(ReceiptKeys obj) => true;
    }
}
