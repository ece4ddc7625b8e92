using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Access.Search;

/// <summary>Where the next page of a search begins. Sealed, because the candidate it names may be one that was not permitted; and good only for the same
/// question of the same party, because it is authenticated together with both.</summary>
sealed class SearchToken
{
    public const string Wanted = "must be the next_token of a page before, of the same question asked with a key of the same party";

    const int NonceBytes = 12;
    const int TagBytes = 16;
    const int DigestBytes = 16;

    readonly byte[] key;

    /// <param name="options">Without a key tokens end with this process.</param>
    public SearchToken(ConsentGrainsWebOptions options) => key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, options.ReceiptKey ?? RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes), HMACSHA256.HashSizeInBytes,
        info: "consentgrains.search.token.v1"u8.ToArray());

    /// <param name="after">The last candidate looked at.</param>
    public string Seal(Sought sought, Question question, Presented who, string after)
    {
        var plain = Encoding.UTF8.GetBytes(after);
        var token = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(token.AsSpan(0, NonceBytes), plain, token.AsSpan(NonceBytes, plain.Length), token.AsSpan(NonceBytes + plain.Length), Bound(sought, question, who));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null for a token that was changed, or given for another question or to another party.</summary>
    public string? Open(Sought sought, Question question, Presented who, string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), plain, Bound(sought, question, who));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    static byte[] Bound(Sought sought, Question question, Presented who)
    {
        var party = Encoding.UTF8.GetBytes(who.Party);
        var bound = new byte[2 + DigestBytes + party.Length];
        (bound[0], bound[1]) = ((byte)sought, who.SeesAll ? (byte)1 : (byte)0);
        QuestionWords.Hash([], question, bound.AsSpan(2, DigestBytes));
        party.CopyTo(bound, 2 + DigestBytes);
        return bound;
    }
}
