using System.Globalization;
using System.Security.Cryptography;

namespace ConsentGrains.Journal;

/// <summary>Whether a journal may be opened here.</summary>
static class Admission
{
    public static void Check(StoreMeta meta, KeyRing keys)
    {
        if (meta.Schema > StoreMeta.CurrentSchema)
            throw new JournalRefusedException("journal-newer",
                $"The journal has schema {meta.Schema}; this program knows {StoreMeta.CurrentSchema}. Start the newer program.");
        if (meta.Schema < StoreMeta.CurrentSchema)
            throw new JournalRefusedException("journal-older",
                $"The journal has schema {meta.Schema}; this program needs {StoreMeta.CurrentSchema}. Run `consent journal migrate`.");
        if (!CryptographicOperations.FixedTimeEquals(meta.KeyCheck, keys.Check))
            throw new JournalRefusedException("master-key-wrong",
                "The journal was made with another master key. Configure that key; no other can find or read its customers.");
    }

    /// <summary>How this process signs what it owns: machine, process id, and a random part, for process ids come again.</summary>
    public static string Owner() =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");
}
