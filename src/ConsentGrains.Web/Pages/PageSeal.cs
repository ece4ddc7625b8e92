using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Web.Pages;

/// <summary>Seals what a browser carries for the registry (AES-GCM), with a key of this registry, so that every process of it opens what another one sealed; or
/// else of this process.</summary>
/// <param name="purpose">Seals of different purposes do not open each other's.</param>
sealed class PageSeal(ConsentGrainsWebOptions options, string purpose)
{
    const int KeyBytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    static readonly byte[] OfProcess = RandomNumberGenerator.GetBytes(KeyBytes);
    readonly byte[] key = HMACSHA256.HashData(options.ReceiptKey ?? OfProcess, Encoding.UTF8.GetBytes(purpose));

    public string Close(ReadOnlySpan<byte> plain) => Base64Url.EncodeToString(CloseBytes(plain));

    /// <summary>Null for what this does not open.</summary>
    public byte[]? Open(string text) => Base64Url.IsValid(text) ? OpenBytes(Base64Url.DecodeFromChars(text)) : null;

    public byte[] CloseBytes(ReadOnlySpan<byte> plain)
    {
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length));
        return bytes;
    }

    public byte[]? OpenBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes.Slice(NonceBytes, plain.Length), bytes[(NonceBytes + plain.Length)..], plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
