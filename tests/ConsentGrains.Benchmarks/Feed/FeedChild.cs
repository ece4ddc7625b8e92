using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime;
using ConsentGrains.Core.Customers;
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

namespace ConsentGrains.Benchmarks.Feed;

/// <summary>The registry with its feed, in a process of its own, with a bare fan-out beside. For each line `COUNT RATE` it enrols so many customers at that rate
/// and answers with how many methods are compiled by then and a line for each: who, and when his enrolment was acknowledged.</summary>
static class FeedChild
{
    /// <summary>The first word of the line that says how many methods were compiled so far.</summary>
    public const string Compiled = "compiled";

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        await using var stage = await Stage.OpenAsync(folder, 1);
        var keys = new List<string>();
        for (var i = 0; i < int.Parse(args[0], CultureInfo.InvariantCulture); i++) keys.Add(await JoinAsync(stage, $"member-{i}"));
        using var feed = new ChangeFeed(stage.Journal, () => stage.Grains.Directory, Stage.Parse, stage.Time);
        using var index = RegistryIndex.Open(stage.Journal, stage.Grains, Path.Combine(folder, "index.db"), Path.Combine(folder, "due.db"), stage.Time);
        await using var log = DecisionLog.Open(stage.Journal, stage.Grains, Path.Combine(folder, "decisions.db"), stage.Time);
        var bare = new BareFanOut();
        await using var app = Build(stage, feed, index, log, bare);
        await app.StartAsync();
        Console.WriteLine($"{app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()} {string.Join(',', keys)}");
        var next = 1_000;
        while (await Console.In.ReadLineAsync() is { } order)
        {
            var words = order.Split(' ');
            next = await EnrolAsync(stage, bare, next, int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
        }

        await app.StopAsync();
        return 0;
    }

    /// <summary>One after the other at a fixed rate; a late one does not make the next one early.</summary>
    static async Task<int> EnrolAsync(Stage stage, BareFanOut bare, int from, int count, int rate)
    {
        var told = new List<string>(count);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            await stage.TellAsync(Stage.To(from + i, new CustomerCommand.Enrol("ELS-EL")));
            var now = Stopwatch.GetTimestamp();
            bare.Tell(Stage.Id(from + i).ToString());
            told.Add($"{Stage.Id(from + i)} {now.ToString(CultureInfo.InvariantCulture)}");
        }

        Console.WriteLine($"{Compiled} {JitInfo.GetCompiledMethodCount()}");
        foreach (var line in told) Console.WriteLine(line);
        return from + count;
    }

    /// <summary>A joint user of its own: every enrolment concerns it.</summary>
    static async Task<string> JoinAsync(Stage stage, string party)
    {
        var secret = ApiKey.Create();
        await stage.TellAsync(new Command.ToDirectory(new DirectoryCommand.RegisterParty(party, party)));
        await stage.TellAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(party, "enex-group", new(2026, 1, 1))));
        await stage.TellAsync(new Command.ToDirectory(new DirectoryCommand.IssueCredential($"key-{party}", party, ["subscribe"], ApiKey.HashOf(secret), "benchmark")));
        return secret;
    }

    static WebApplication Build(Stage stage, IFeed feed, IIndex index, IDecisionLog log, BareFanOut bare)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "consent", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(stage.Time).AddSingleton<IGrains>(stage.Grains).AddSingleton(feed).AddSingleton(index).AddSingleton(log).AddConsentGrainsWeb(new());
        var app = builder.Build().MapConsentGrains();
        app.MapGet("/bare", bare.SendAsync);
        return app;
    }
}
