using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Serving;

/// <summary>An open registry: journal, grains, policies. Disposing it finishes what was accepted and signs a last checkpoint.</summary>
sealed class Registry : IAsyncDisposable
{
    Registry(JournalLog journal, LocalGrains grains, Publications publications) =>
        (Journal, Grains, Publications) = (journal, grains, publications);

    public JournalLog Journal { get; }

    public LocalGrains Grains { get; }

    public Publications Publications { get; }

    public static async Task<Registry> OpenAsync(Settings settings, TimeProvider time, CancellationToken cancel)
    {
        var files = PolicyFolder.Load(settings.Policies);
        var keys = MasterKey.Find(settings);
        var journal = settings.Memory
            ? MemoryJournal.Create(keys, time)
            : await SqliteJournal.OpenAsync(settings.JournalFile, keys, time, new(settings.SigningKeyFile, settings.AnchorFile), cancel);
        return await OpenAsync(journal, new Publications(files), time, cancel);
    }

    public static async Task<Registry> OpenAsync(JournalLog journal, Publications publications, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var grains = await LocalGrains.OpenAsync(journal, publications.Book, PolicyFiles.BuiltInParties(), publications.ReadAgain, time, cancel: cancel);
            publications.Follow(() => grains.Directory.Policies);
            return new(journal, grains, publications);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Grains.DisposeAsync();
        await Journal.CheckpointAsync(CancellationToken.None);
        await Journal.DisposeAsync();
    }
}
