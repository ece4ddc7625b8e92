using System.Globalization;
using System.Security.Cryptography;

namespace ConsentGrains.Journal;

/// <summary>Whether a journal may be opened here.</summary>
static class Admission
{
    public const string WrongKey = "master-key-wrong";
    public const string Unfinished = "master-key-exchange-unfinished";

    /// <returns>The key ring to read and write this journal with.</returns>
    /// <exception cref="JournalRefusedException">`journal-newer`, `journal-older`, `master-key-wrong`, `master-key-exchange-unfinished`.</exception>
    public static KeyRing Admit(StoreMeta meta, KeyRing keys)
    {
        CheckSchema(meta);
        if (meta.Exchange is not null)
            throw new JournalRefusedException(Unfinished,
                "An exchange of the master key was begun and is not finished. Nothing is lost; run the same command again with the same two keys: consent keys exchange NEW-FILE --master-key-file OLD-FILE");
        if (!Knows(meta, keys)) throw new JournalRefusedException(WrongKey, Strange(meta, keys));
        return meta.Vault is { } vault ? keys.With(KeptKeys.Open(vault, keys, meta.Incarnation)) : keys;
    }

    public static void CheckSchema(StoreMeta meta)
    {
        if (meta.Schema > StoreMeta.CurrentSchema)
            throw new JournalRefusedException("journal-newer",
                $"The journal has schema {meta.Schema}; this program knows {StoreMeta.CurrentSchema}. Start the newer program.");
        if (meta.Schema < StoreMeta.CurrentSchema)
            throw new JournalRefusedException("journal-older",
                $"The journal has schema {meta.Schema}; this program needs {StoreMeta.CurrentSchema}. Run `consent journal migrate`.");
    }

    /// <summary>Whether this is the journal's master key.</summary>
    public static bool Knows(StoreMeta meta, KeyRing keys) =>
        CryptographicOperations.FixedTimeEquals(meta.KeyCheck, meta.Vault is null ? keys.Check : keys.LaterCheck);

    /// <summary>How this process signs what it owns: machine, process id, and a random part, for process ids come again.</summary>
    public static string Owner() =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    static string Strange(StoreMeta meta, KeyRing keys) => FormerMasters.LeftAt(meta.Former, keys) is { } left
        ? string.Create(CultureInfo.InvariantCulture, $"This is the master key of before {left:yyyy-MM-dd HH:mm} UTC, when it was exchanged. Configure the one that took its place; the former opens only backups of before.")
        : "The journal was made with another master key. Configure that key; no other can find or read its customers.";
}
