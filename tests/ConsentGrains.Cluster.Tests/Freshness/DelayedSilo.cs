using System.Net;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Journal;
using ConsentGrains.Server.Serving;
using ConsentGrains.Server.Tests.Freshness;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Silo.Hosting;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentGrains.Cluster.Tests.Freshness;

/// <summary>A silo in this process, with delays between its parts.</summary>
sealed class DelayedSilo : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    readonly SteadyTime time = new();
    SharedRegistry? shared;
    DecisionLog? log;
    RegistryIndex? index;
    WebApplication? app;

    public Uri Address => new(app!.Urls.Single());

    /// <summary>Returns when it owns so many partitions.</summary>
    /// <param name="remembers">Wrong on purpose.</param>
    public static async Task<DelayedSilo> StartAsync(string logFile, string database, KeyRing keys, int seed, int least, bool remembers = false)
    {
        var silo = new DelayedSilo();
        await silo.OpenAsync(logFile, database, keys, new(seed), remembers);
        using var patience = new CancellationTokenSource(Patience);
        while (Enumerable.Range(0, PartitionId.Count).Count(partition => silo.shared!.Journal.Partitions.Owns(new(partition))) < least)
            await Task.Delay(Patient.Pause, patience.Token);
        return silo;
    }

    public async Task<string> MakeKeyAsync() => (await FirstKey.MakeAsync(shared!.Grains))!;

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        index?.Dispose();
        if (log is not null) await log.DisposeAsync();
        if (shared is not null) await shared.DisposeAsync();
        time.Dispose();
    }

    async Task OpenAsync(string logFile, string database, KeyRing keys, Delays delays, bool remembers)
    {
        var settings = new SiloSettings(null!, database, "consent", IPAddress.Loopback, Ports.Free(), 0, "");
        shared = await SharedRegistry.OpenAsync(database, settings.Address, PolicyFolder.Load(null), keys, null, time, default, journal => new DelayedJournal(journal, delays));
        log = DecisionLog.Open(shared.Journal, shared.Grains, logFile, time);
        index = RegistryIndex.Open(shared.Journal, shared.Grains, null, null, time, log.Forget);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IGrains>(new DelayedGrains(shared.Grains, delays, remembers)).AddSingleton<IIndex>(index)
            .AddSingleton<IDecisionLog>(log).AddSingleton(shared.Served.Feed).AddConsentGrainsWeb(new() { RequestsPerSecond = 0 });
        SiloHost.Add(builder, settings, shared);
        app = builder.Build().MapConsentGrains();
        SiloHost.Connect(app.Services, shared);
        await app.StartAsync();
    }
}
