using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal;

/// <summary>The keys derived (HKDF-SHA256) from the 32-byte master key of the configuration. The master key is never stored
/// with the journal; without it no name can be found and nothing sealed can be read.</summary>
public sealed class KeyRing
{
    public const int KeyBytes = 32;
    static readonly byte[] Salt = "consentgrains.keyring.v1"u8.ToArray();
    readonly byte[] master;

    KeyRing(byte[] master, KeptKeys? kept = null)
    {
        this.master = master;
        Wrap = Derive("journal.wrap.v1");
        Wrapping = new(Wrap);
        Vault = Derive("journal.vault.v1");
        Name = kept?.Name ?? Derive("journal.name.v1");
        Command = kept?.Command ?? Derive("journal.command.v1");
        Check = Derive("journal.key-check.v1");
        LaterCheck = Derive("journal.key-check.v2");
        FormerReceipts = kept?.Receipts ?? [];
    }

    /// <summary>Wraps the subjects' keys.</summary>
    internal byte[] Wrap { get; }

    /// <summary>The same, ready.</summary>
    internal WrappingKey Wrapping { get; }

    /// <summary>Seals the keys that outlive an exchange of the master key.</summary>
    internal byte[] Vault { get; }

    /// <summary>Keys the hash of stream names. INVARIANT (name-key): the same for as long as the journal is; a stream's partition and its entry in the ledger hang on it.</summary>
    internal byte[] Name { get; }

    /// <summary>Keys the hashes of Idempotency-Keys and of their commands.</summary>
    internal byte[] Command { get; }

    /// <summary>Stored in the journal to recognise the master key it was made with; says nothing about it.</summary>
    internal byte[] Check { get; }

    /// <summary>Stored instead once the master key was exchanged: another one, so that a program which knows of no exchange refuses both keys.</summary>
    internal byte[] LaterCheck { get; }

    /// <summary>The keys with which receipts were signed before each exchange, oldest first. Empty until the ring was admitted to a journal that saw one.</summary>
    internal IReadOnlyList<FormerKey> FormerReceipts { get; }

    /// <summary>Signs the ids of decisions.</summary>
    public const string Receipts = "receipt.v1";

    /// <summary>This master key with what outlived the ones before it.</summary>
    internal KeyRing With(KeptKeys kept) => new(master, kept);

    public static KeyRing Generate() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    public static KeyRing Of(ReadOnlySpan<byte> master) =>
        master.Length == KeyBytes ? new(master.ToArray()) : throw Wrong($"has {master.Length} bytes; {KeyBytes} are needed");

    /// <param name="text">The master key in base64, or the path of a file that holds it so.</param>
    /// <exception cref="JournalRefusedException">`master-key-wrong`: neither of the two.</exception>
    public static KeyRing Load(string text)
    {
        if (Decode(text) is { } key) return new(key);
        if (!File.Exists(text)) throw Wrong("is neither 32 bytes of base64 nor the path of a file");
        return Decode(File.ReadAllText(text)) is { } read ? new(read) : throw Wrong($"in {text} is not 32 bytes of base64");
    }

    /// <summary>Reads the master key from a file, making it (readable by its owner only) on the first start.</summary>
    public static KeyRing LoadOrCreate(string path)
    {
        if (!File.Exists(path)) SecretFile.Create(path, Generate().Export() + "\n");
        return Load(path);
    }

    /// <summary>The master key in base64, to be kept apart from the journal and its backups.</summary>
    public string Export() => Convert.ToBase64String(master);

    /// <summary>A key for another purpose (`receipt.v1`), independent of all others.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, Salt, Encoding.UTF8.GetBytes(purpose));

    static byte[]? Decode(string text)
    {
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == KeyBytes ? bytes : null;
    }

    static JournalRefusedException Wrong(string what) => new("master-key-wrong", $"The master key {what}.");
}
