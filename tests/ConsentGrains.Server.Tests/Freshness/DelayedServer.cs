using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;
using ConsentGrains.Server.Serving;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>The whole registry behind Kestrel, with delays between its parts.</summary>
sealed class DelayedServer : IAsyncDisposable
{
    readonly SteadyTime time = new();
    JournalLog? journal;
    LocalGrains? grains;
    DecisionLog? log;
    RegistryIndex? index;
    WebApplication? app;

    public Uri Address => new(app!.Urls.Single());

    public string Key { get; private set; } = "";

    /// <param name="database">Null: a SQLite file in the folder.</param>
    /// <param name="remembers">Wrong on purpose.</param>
    public static async Task<DelayedServer> StartAsync(Folder folder, string? database, int seed, bool remembers = false)
    {
        var server = new DelayedServer();
        await server.OpenAsync(folder, database, new Delays(seed), remembers);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        index?.Dispose();
        if (log is not null) await log.DisposeAsync();
        if (grains is not null) await grains.DisposeAsync();
        if (journal is not null) await journal.DisposeAsync();
        time.Dispose();
    }

    async Task OpenAsync(Folder folder, string? database, Delays delays, bool remembers)
    {
        journal = database is null
            ? await SqliteJournal.OpenAsync(folder["journal.db"], KeyRing.Generate(), time)
            : await PostgresJournal.OpenAsync(database, KeyRing.Generate(), time);
        grains = await LocalGrains.OpenAsync(new DelayedJournal(journal, delays), PolicyFolder.Load(null), PolicyFiles.BuiltInParties(), Publications.Kept, time);
        Key = (await FirstKey.MakeAsync(grains))!;
        log = DecisionLog.Open(journal, grains, folder["decisions.db"], time);
        index = RegistryIndex.Open(journal, grains, null, null, time, log.Forget);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IGrains>(new DelayedGrains(grains, delays, remembers)).AddSingleton<IIndex>(index).AddSingleton<IDecisionLog>(log)
            .AddSingleton<IFeed>(new ChangeFeed(journal, () => grains.Directory, Publications.Kept, time)).AddConsentGrainsWeb(new() { RequestsPerSecond = 0 });
        app = builder.Build().MapConsentGrains();
        await app.StartAsync();
    }
}
