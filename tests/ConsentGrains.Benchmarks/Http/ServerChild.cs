using System.Net;
using ConsentGrains.Benchmarks.Peers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>The server under load, in a process of its own so that its CPU can be told apart: the real grains and the real Web on Kestrel as `serve` hosts them,
/// with the endpoints of <see cref="BareEndpoint"/> beside. Prints its address and a key, and lives until its input ends.</summary>
static class ServerChild
{
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        await using var stage = await Stage.OpenAsync(folder, int.Parse(args[0]));
        var key = await MakeKeyAsync(stage, Stage.Operator, "asks", "decide", "register");
        var other = await MakeKeyAsync(stage, Stage.Transmission, "transmits", "decide");
        var watching = await MakeKeyAsync(stage, Stage.Operator, "watches", "audit", "metrics");
        // The index stands still: lists are not measured, and following the journal would be counted as the requests' processor time.
        using var index = RegistryIndex.Open(stage.Journal, stage.Grains, Path.Combine(folder, "index.db"), Path.Combine(folder, "due.db"), stage.Time);
        await using var log = DecisionLog.Open(stage.Journal, stage.Grains, Path.Combine(folder, "decisions.db"), stage.Time);
        await using var app = Build(stage, index, log);
        SqlPeer.Map(app, args.Length > 1 ? args[1] : null);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{address} {key} {other} {watching}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    static async Task<string> MakeKeyAsync(Stage stage, string party, string label, params string[] roles)
    {
        var secret = ApiKey.Create();
        await stage.TellAsync(new Command.ToDirectory(
            new DirectoryCommand.IssueCredential($"key-{label}", party, roles, ApiKey.HashOf(secret), label)));
        return secret;
    }

    static WebApplication Build(Stage stage, IIndex index, IDecisionLog log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "consent", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        // Limits per party protect parties from each other; here there is one.
        builder.Services.AddSingleton(stage.Time).AddSingleton<IGrains>(stage.Grains).AddSingleton(index).AddSingleton(log).AddSingleton<IFeed>(new ChangeFeed(stage.Journal, () => stage.Grains.Directory, Stage.Parse, stage.Time)).AddConsentGrainsWeb(new() { RequestsPerSecond = 10_000_000, RequestBurst = 10_000_000 });
        var app = builder.Build().MapConsentGrains();
        BareEndpoint.Map(app, stage.Journal);
        return app;
    }
}
