using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal;
using ConsentGrains.Server;
using ConsentGrains.Server.Serving;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;

namespace ConsentGrains.Silo.Hosting;

/// <summary>A silo, from the first file to the last: shared journal, grains, Orleans, HTTP; and back.</summary>
static class ServeSilo
{
    const string Dashboard = "/admin/orleans";

    public static async Task<int> RunAsync(SiloSettings settings, TextWriter output, CancellationToken cancel)
    {
        using var time = new SteadyTime();
        await using var registry = await SharedRegistry.OpenAsync(settings, time, cancel);
        await using var log = DecisionLog.Open(registry.Journal, registry.Grains, settings.Server.DecisionsFile, time, new(settings.Server.DecisionLogDays));
        using var index = RegistryIndex.Open(registry.Journal, registry.Grains, settings.Server.IndexFile, settings.Server.DueFile, time, log.Forget, settings.Server.LookDays);
        await using var app = Serve.Build(settings.Server, registry.Served, index, log, time, builder => SiloHost.Add(builder, settings, registry));
        app.MapOrleansDashboard(Dashboard).BehindAdmin(app.Services);
        log.Failed = fault => BackgroundFaults.DecisionLogNotWritten(app.Logger, fault);
        var deliveries = app.Services.GetRequiredService<Deliveries>();
        SiloHost.Connect(app.Services, registry);
        await app.StartAsync(cancel);
        output.WriteLine($"Silo {settings.Address} of cluster {settings.ClusterId} serves at {string.Join(", ", app.Urls)}");
        if (registry.ErasedAgain > 0) output.WriteLine($"A backup was restored: {registry.ErasedAgain} customers erased since were erased again. 復元前に消去済みの {registry.ErasedAgain} 件を再消去しました。");
        Screen.Silo(output, settings.Server, app.Urls,
        [
            ("silo port", "サイロのポート", settings.Address),
            ("gateway", "ゲートウェイ", settings.GatewayPort == 0 ? "none" : new System.Net.IPEndPoint(settings.Advertised, settings.GatewayPort).ToString()),
            ("areas", "エリア", settings.Areas.Length == 0 ? "none in particular" : settings.Areas),
        ]);
        output.WriteLine("Stop with Ctrl+C. 停止は Ctrl+C");
        output.Flush();
        await RunAsync(app, registry, index, deliveries, output, cancel);
        output.WriteLine("Stopped: everything accepted is kept, and what was owned here was handed over. 停止しました。");
        return (int)ExitCode.Ok;
    }

    static async Task RunAsync(WebApplication app, SharedRegistry registry, RegistryIndex index, Deliveries deliveries, TextWriter output, CancellationToken cancel)
    {
        using var stop = new CancellationTokenSource();
        var checkpoints = registry.Journal.RunCheckpointsAsync(fault => BackgroundFaults.CheckpointNotWritten(app.Logger, fault), stop.Token);
        var indexing = index.RunAsync(fault => BackgroundFaults.IndexNotFollowed(app.Logger, fault), stop.Token);
        var delivering = deliveries.RunAsync(fault => BackgroundFaults.WebhooksNotServed(app.Logger, fault), stop.Token);
        var first = MakeFirstKeyAsync(registry, output, stop.Token);
        var ended = app.WaitForShutdownAsync(cancel);
        if (await Task.WhenAny(ended, registry.Journal.TakenOver) != ended)
        {
            // Nothing is answered any more that could be stale, so nobody is worth waiting for; what Orleans would still hand over is nobody's here.
            await Console.Error.WriteLineAsync($"consent-silo: journal-taken-over: This silo has ended itself: {await registry.Journal.TakenOver}. Started again, it joins anew.");
            Environment.Exit((int)ExitCode.CannotStart);
        }

        await ended;
        await stop.CancelAsync();
        await Task.WhenAll(checkpoints, indexing, delivering, first);
    }

    /// <summary>Of a new registry the silo that owns the directory makes the one key with which all others are made.</summary>
    static async Task MakeFirstKeyAsync(SharedRegistry registry, TextWriter output, CancellationToken stop)
    {
        try
        {
            while (registry.Local.Directory.Credentials.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Limits.LookMilliseconds), stop);
                if (!registry.Journal.Partitions.Owns(PartitionId.Directory) || await FirstKey.MakeAsync(registry.Grains) is not { } key) continue;
                output.WriteLine($"The administrator's key, shown this once（管理者の鍵。表示は一度だけです）: {key}");
                output.Flush();
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or StopException)
        {
            return;
        }
    }
}
