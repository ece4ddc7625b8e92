using System.Runtime.InteropServices;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Server.Demo;
using ConsentGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Server.Serving;

/// <summary>`serve`, from the first file to the last: journal, grains, the demo's town, HTTP; and back.</summary>
static class Serve
{
    public static async Task<int> RunAsync(Settings settings, TextWriter output, CancellationToken cancel)
    {
        using var limits = OutliveFileLimits();
        using var time = new SteadyTime();
        await using var registry = await Registry.OpenAsync(settings, time, cancel, owner => Screen.StandBy(output, owner));
        if (registry.ErasedAgain > 0) output.WriteLine($"A backup was restored: {registry.ErasedAgain} customers erased since were erased again. 復元前に消去済みの {registry.ErasedAgain} 件を再消去しました。");
        if (settings.Demo) await Settling.RunAsync(registry.Grains, Town.Generate(Town.DefaultSeed, Town.DefaultCustomers), output, cancel);
        var keys = settings.Demo ? await DemoKeys.MakeAsync(registry, settings) : [];
        var firstKey = await FirstKey.MakeAsync(registry.Grains);
        // An anchor that cannot be written is found now, not when it is needed.
        await registry.Journal.CheckpointAsync(cancel);
        await using var log = DecisionLog.Open(registry.Journal, registry.Grains, settings.DecisionsFile, time, new(settings.DecisionLogDays));
        using var index = RegistryIndex.Open(registry.Journal, registry.Grains, settings.IndexFile, settings.DueFile, time, log.Forget, settings.LookDays);
        await using var app = Build(settings, registry.Served, index, log, time);
        log.Failed = fault => BackgroundFaults.DecisionLogNotWritten(app.Logger, fault);
        await app.StartAsync(cancel);
        Screen.Print(output, settings, app.Urls, keys, firstKey);
        await RunAsync(app, registry, index, cancel);
        output.WriteLine("Stopped: everything accepted is kept. 停止しました。");
        return (int)ExitCode.Ok;
    }

    /// <summary>A file that may not grow any more (RLIMIT_FSIZE) is a disk that is full, not a reason to end: the write that meets it fails.</summary>
    static PosixSignalRegistration? OutliveFileLimits()
    {
        const PosixSignal FileTooLarge = (PosixSignal)25;
        return OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true) : null;
    }

    static async Task RunAsync(WebApplication app, Registry registry, RegistryIndex index, CancellationToken cancel)
    {
        using var stop = new CancellationTokenSource();
        var checkpoints = registry.Journal.RunCheckpointsAsync(fault => BackgroundFaults.CheckpointNotWritten(app.Logger, fault), stop.Token);
        var indexing = index.RunAsync(fault => BackgroundFaults.IndexNotFollowed(app.Logger, fault), stop.Token);
        var delivering = app.Services.GetRequiredService<Deliveries>().RunAsync(fault => BackgroundFaults.WebhooksNotServed(app.Logger, fault), stop.Token);
        var ended = app.WaitForShutdownAsync(cancel);
        var over = await Task.WhenAny(ended, registry.Journal.TakenOver) == ended ? null : await registry.Journal.TakenOver;
        // Nothing is answered any more that could be stale, so nobody is worth waiting for.
        if (over is not null) await app.StopAsync(new CancellationToken(canceled: true));
        await ended;
        await stop.CancelAsync();
        await Task.WhenAll(checkpoints, indexing, delivering);
        if (over is not null) throw new StopException(ExitCode.CannotStart, StopCode.JournalTakenOver, $"This process has ended itself: {over}. Started again, it stands by.");
    }

    /// <param name="more">What another edition adds before the host is built.</param>
    internal static WebApplication Build(Settings settings, Served served, IIndex index, IDecisionLog log, TimeProvider time, Action<WebApplicationBuilder>? more = null)
    {
        // Nothing is taken from ASPNETCORE_ variables or from the folder the process happens to be started in.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "consent", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls([.. settings.Urls]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // The host would log a failed start with its stack, which the end of the command says in one line; what ASP.NET tells of requests holds their paths, and
        // paths of the API name customers.
        builder.Logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        Logs.Write(builder.Logging, settings.LogJson);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.ShutdownSeconds));
        builder.Services.AddSingleton(time).AddSingleton(served.Grains).AddSingleton(index).AddSingleton(log).AddSingleton(served.Feed).AddConsentGrainsWeb(new()
        {
            PublicUrl = settings.PublicUrl,
            RequestsPerSecond = settings.RequestsPerSecond,
            RequestBurst = settings.RequestBurst,
            ReadPolicy = served.ReadPolicy,
            ReadSentences = Policies.Publications.Sentences,
            ReceiptKey = served.ReceiptKey,
            FormerReceiptKeys = [.. served.FormerReceiptKeys.Select(key => (key.Key, key.UntilMicros))],
            ImportFolder = settings.ImportFolder,
            Webhooks = settings.Webhooks,
            NotReady = served.NotReady,
            Observed = served.Observed,
            Silos = served.Silos,
            Heat = served.Heat,
            Otlp = settings.Otlp,
            TraceRatio = settings.TraceRatio,
            Oidc = settings.Oidc,
        });
        more?.Invoke(builder);
        return builder.Build().MapConsentGrains();
    }
}
