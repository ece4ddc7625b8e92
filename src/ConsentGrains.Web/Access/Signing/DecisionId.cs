using System.Buffers.Binary;
using System.Buffers.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access.Signing;

/// <summary>What an id says, once its signature is found to be good.</summary>
/// <param name="Basis">Null with a deny.</param>
sealed record Attested(bool Permitted, string? Basis, Obligations Obligations, Instant AsOf, uint CustomerVersion, uint DirectoryVersion, byte[] Question)
{
    /// <summary>Under which of the signer's keys, from the newest.</summary>
    public int Key { get; init; }

    /// <summary>Of the id's layout and of how it was signed.</summary>
    public byte Version { get; init; }
}

/// <summary>The bytes of a decision's id: version, outcome and basis, obligations, time, revisions, six random bytes that keep ids apart, the question's
/// digest, and a signature over all of it. Opaque to clients. INVARIANT (format): ids are kept for years; a new layout, or another way to sign, takes a new version.
/// Version 1 was signed by HMAC-SHA256 over a digest by SHA-256, version 2 is by AES-CMAC twice.</summary>
static class DecisionId
{
    public const string Prefix = "d-";
    public const int Bytes = SignedBytes + SignatureBytes;
    public const int SignedBytes = QuestionAt + DigestBytes;
    public const int DigestBytes = 16;
    public const int SignatureBytes = 16;
    public const int NonceAt = 20;
    public const int NonceBytes = 6;
    public const int QuestionAt = NonceAt + NonceBytes;

    /// <summary>Characters on the wire.</summary>
    public const int Length = 2 + (((Bytes * 4) + 2) / 3);

    public const byte FirstVersion = 1;
    public const byte Version = 2;

    const int ObligationsAt = 2;
    const int TimeAt = 4;
    const int CustomerAt = 12;
    const int DirectoryAt = 16;

    /// <summary>Codes of outcomes are places in this list: names are only added at its end.</summary>
    static readonly string[] Outcomes = ["deny", "stated-purpose", "joint-use", "consent", "entrustment", "exception", "compulsory-law"];

    static readonly byte[] CodeOf = [.. Enum.GetValues<Basis>().Select(basis => (byte)Array.IndexOf(Outcomes, Wire.Name(basis)))];

    /// <summary>Everything before the random bytes.</summary>
    public static void WriteHead(Span<byte> id, Answer answer)
    {
        id[0] = Version;
        id[1] = answer is { Permitted: true, Basis: { } basis } ? CodeOf[(int)basis] : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(id[ObligationsAt..], (ushort)answer.Obligations);
        BinaryPrimitives.WriteInt64BigEndian(id[TimeAt..], answer.AsOf.Micros);
        BinaryPrimitives.WriteUInt32BigEndian(id[CustomerAt..], (uint)answer.CustomerVersion);
        BinaryPrimitives.WriteUInt32BigEndian(id[DirectoryAt..], (uint)answer.DirectoryVersion);
    }

    /// <summary>Only of bytes whose signature is good.</summary>
    public static Attested Read(ReadOnlySpan<byte> id) => new(
        id[1] != 0, id[1] == 0 ? null : Outcomes[id[1]], (Obligations)BinaryPrimitives.ReadUInt16BigEndian(id[ObligationsAt..]),
        new Instant(BinaryPrimitives.ReadInt64BigEndian(id[TimeAt..])), BinaryPrimitives.ReadUInt32BigEndian(id[CustomerAt..]),
        BinaryPrimitives.ReadUInt32BigEndian(id[DirectoryAt..]), id.Slice(QuestionAt, DigestBytes).ToArray())
    { Version = VersionOf(id) };

    public static byte VersionOf(ReadOnlySpan<byte> id) => id[0];

    public static void Spell(ReadOnlySpan<byte> id, Span<byte> utf8)
    {
        "d-"u8.CopyTo(utf8);
        Base64Url.EncodeToUtf8(id, utf8[Prefix.Length..]);
    }

    public static string Spelt(ReadOnlySpan<byte> id) => Prefix + Base64Url.EncodeToString(id);

    /// <summary>False for a text that is no id of a version that is known. Only the one spelling of the bytes is taken.</summary>
    public static bool TryParse(string text, Span<byte> id)
    {
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Prefix.Length))) return false;
        return Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), id, out var written) && written == Bytes && VersionOf(id) is FirstVersion or Version
            && Base64Url.EncodeToString(id[..Bytes]).AsSpan().SequenceEqual(text.AsSpan(Prefix.Length));
    }
}
