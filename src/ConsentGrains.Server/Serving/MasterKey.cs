using ConsentGrains.Journal;

namespace ConsentGrains.Server.Serving;

/// <summary>Finds the master key of a start.</summary>
static class MasterKey
{
    /// <exception cref="StopException">There is none.</exception>
    /// <exception cref="JournalRefusedException">It is not a key.</exception>
    public static KeyRing Find(Settings settings)
    {
        if (settings.Memory) return KeyRing.Generate();
        if (settings.MasterKey is { } text) return KeyRing.Load(text);
        if (settings.MasterKeyFile is not { } path) throw Missing();
        if (settings.Demo) return Demo(path);
        return File.Exists(path) ? KeyRing.Load(path)
            : throw new StopException(ExitCode.CannotStart, StopCode.MasterKeyMissing, $"There is no master key file {path}. Restore it; for a new registry make one with: consent keys master {path}");
    }

    static KeyRing Demo(string path)
    {
        OwnFile.MakeFolderOf(path);
        return KeyRing.LoadOrCreate(path);
    }

    static StopException Missing() => new(ExitCode.CannotStart, StopCode.MasterKeyMissing, """
        A registry needs its master key, which is never kept with the data. For a new registry make one and start with it:
            consent keys master /etc/consentgrains/master.key
            consent serve --master-key-file /etc/consentgrains/master.key
        or set CONSENTGRAINS_MASTER_KEY to 32 bytes in base64. Keep a copy apart: without it nothing can be read.
        To try things out without one: consent --demo
        マスターキーがありません。上の手順で作成して指定するか、試用の場合は --demo で起動してください。
        """);
}
