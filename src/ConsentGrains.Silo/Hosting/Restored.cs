using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Silo.Hosting;

/// <summary>A backup that was restored, met by the first silo that knows better.</summary>
static class Restored
{
    /// <summary>Erases again whom the ledger's copy beside the anchor names and the journal has, before this silo joins. The journal is taken whole for that, as one server
    /// takes it, so that no other silo answers about them meanwhile.</summary>
    /// <returns>How many were erased again.</returns>
    /// <exception cref="JournalRefusedException">`journal-in-use`: other silos serve what was restored. They must be stopped first.</exception>
    public static async Task<int> EraseAgainAsync(SiloSettings settings, KeyRing keys, TimeProvider time, CancellationToken cancel)
    {
        if (!await AnyAsync(settings, keys, time, cancel)) return 0;
        await using var whole = await Registry.OpenAsync(settings.Server, time, cancel);
        return whole.ErasedAgain;
    }

    /// <summary>A look that owns nothing: with every start there are ledgers, and almost never is anybody missing in the journal's.</summary>
    static async Task<bool> AnyAsync(SiloSettings settings, KeyRing keys, TimeProvider time, CancellationToken cancel)
    {
        if (!File.Exists(settings.Server.AnchorFile + ".erasures")) return false;
        await using var journal = await PostgresJournal.JoinAsync(
            settings.Journal, keys, time, settings.Address, () => long.MaxValue, () => { }, new(settings.Server.SigningKeyFile, settings.Server.AnchorFile), cancel);
        var undone = await journal.FindUndoneErasuresAsync(cancel);
        return undone.Count > 0 && (await UndoneErasures.FindAsync(journal, undone, cancel)).Count > 0;
    }
}
