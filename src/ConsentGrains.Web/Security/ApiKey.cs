using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Web.Security;

/// <summary>An API key: `cg_` and 256 random bits in base64url. Only the SHA-256 of this text is ever kept; whoever loses the key gets a new one.</summary>
public static class ApiKey
{
    public const string Prefix = "cg_";

    const int RandomBytes = 32;
    const int OnStack = 256;

    /// <summary>A new secret, to be shown once.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>SHA-256 in lower-case hex, as credentials are kept. The secret has 256 random bits, so that a plain hash is enough
    /// and looking it up tells nothing by its timing.</summary>
    public static string HashOf(ReadOnlySpan<char> secret)
    {
        var most = Encoding.UTF8.GetMaxByteCount(secret.Length);
        Span<byte> text = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(secret, text)], hash);
        return Convert.ToHexStringLower(hash);
    }
}
