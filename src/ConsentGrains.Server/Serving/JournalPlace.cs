using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;

namespace ConsentGrains.Server.Serving;

/// <summary>Where the journal of a start lies: in memory, in a file, in a PostgreSQL database.</summary>
static class JournalPlace
{
    /// <param name="standBy">Told once who owns the database; then it is waited for. Null: an owner is a refusal, as it always is with a file.</param>
    public static async Task<JournalLog> OpenAsync(Settings settings, KeyRing keys, TimeProvider time, Action<string>? standBy, CancellationToken cancel) => settings switch
    {
        { Memory: true } => MemoryJournal.Create(keys, time),
        { Journal: { } database } => await PostgresJournal.OpenAsync(database, keys, time, new(settings.SigningKeyFile, settings.AnchorFile), standBy, cancel),
        _ => await SqliteJournal.OpenAsync(settings.JournalFile, keys, time, new(settings.SigningKeyFile, settings.AnchorFile), cancel),
    };

    /// <summary>For commands that look at what is there.</summary>
    /// <exception cref="StopException">There is no file; a database says so itself.</exception>
    public static void MustExist(Settings settings)
    {
        if (!settings.Memory && settings.Journal is null && !File.Exists(settings.JournalFile))
            throw new StopException(ExitCode.CannotStart, StopCode.JournalMissing, $"There is no journal {settings.JournalFile}. Name its folder with --data.");
    }
}
