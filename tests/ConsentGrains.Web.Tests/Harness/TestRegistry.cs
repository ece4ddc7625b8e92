using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConsentGrains.Web.Tests.Harness;

/// <summary>A whole registry behind a real Kestrel on a free loopback port, with the five policies and an empty journal in memory.</summary>
public sealed class TestRegistry : IAsyncLifetime
{
    const int MasterKeyBytes = 32;

    readonly ManualTime time = new();
    readonly Dictionary<string, Client> clients = new(StringComparer.Ordinal);
    JournalLog? journal;
    LocalGrains? grains;
    RegistryIndex? index;
    readonly CancellationTokenSource stop = new();
    ChangeFeed? feed;
    Task delivering = Task.CompletedTask;
    int keys;

    internal ManualTime Time => time;

    internal WebApplication App { get; private set; } = null!;

    internal IGrains Grains => grains!;

    internal DecisionLog Log { get; private set; } = null!;

    /// <summary>Where everything lies as files; null = in memory.</summary>
    internal string? Folder { get; init; }

    /// <summary>Where decisions are logged; null = in memory.</summary>
    internal string? LogFile { get; init; }

    /// <summary>Told what is logged.</summary>
    internal ILoggerProvider? Logs { get; init; }

    internal JournalLog Journal => journal!;

    internal RegistryIndex Index => index!;

    /// <summary>Whether webhooks are delivered while the registry lives.</summary>
    internal bool Delivers { get; init; }

    internal DecisionLogOptions? LogOptions { get; init; }

    internal Uri Address { get; private set; } = null!;

    /// <summary>Everything.</summary>
    internal Client Admin { get; private set; } = null!;

    /// <summary>The operator of ELS-EL and ELS-TEL.</summary>
    internal Client Els => clients["els"];

    /// <summary>The operator of EMANA.</summary>
    internal Client Emana => clients["emana"];

    /// <summary>A partner with a key to ask.</summary>
    internal Client Partner => clients["iehl-kanto"];

    /// <summary>For requests that no HTTP client would send.</summary>
    internal string ElsSecret => Els.Secret!;

    internal Client Nobody { get; private set; } = null!;

    internal ConsentGrainsWebOptions Options { get; init; } = new() { ReadPolicy = ReadPolicy, ReadSentences = Publications.Sentences, Meter = $"ConsentGrains.{Guid.NewGuid()}" };

    /// <summary>Puts something before the grains: a fault.</summary>
    internal Func<IGrains, IGrains> Before { get; init; } = static grains => grains;

    public async Task InitializeAsync()
    {
        var keyRing = KeyRing.Of(new byte[MasterKeyBytes]);
        journal = Folder is null ? MemoryJournal.Create(keyRing, time) : await SqliteJournal.OpenAsync(Path.Combine(Folder, "journal.db"), keyRing, time);
        grains = await LocalGrains.OpenAsync(journal, PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties(), Parse, time, switching: SwitchingFiles.BuiltIn());
        Log = DecisionLog.Open(journal, grains, LogFile, time, LogOptions);
        index = RegistryIndex.Open(journal, grains, Folder is null ? null : Path.Combine(Folder, "index.db"), Folder is null ? null : Path.Combine(Folder, "due.db"), time, Log.Forget);
        App = Build();
        await App.StartAsync();
        if (Delivers) delivering = App.Services.GetRequiredService<Deliveries>().RunAsync(null, stop.Token);
        Address = new Uri(App.Urls.Single());
        Nobody = new Client(Address, null);
        Admin = await KeyAsync("els", "admin");
        foreach (var party in new[] { "els", "emana" }) clients[party] = await KeyAsync(party, "decide", "register");
        clients["iehl-kanto"] = await KeyAsync("iehl-kanto", "decide");
    }

    public async Task DisposeAsync()
    {
        foreach (var client in clients.Values.Append(Admin).Append(Nobody)) client.Dispose();
        await stop.CancelAsync();
        await delivering;
        await App.StopAsync();
        await App.DisposeAsync();
        index!.Dispose();
        await Log.DisposeAsync();
        await grains!.DisposeAsync();
        await journal!.DisposeAsync();
        feed!.Dispose();
        stop.Dispose();
    }

    /// <summary>One look of the index at the journal and the clock, and what follows from it.</summary>
    internal Task PassAsync() => index!.PassAsync(CancellationToken.None);

    /// <summary>A client with a new key of a party, issued behind HTTP's back.</summary>
    internal async Task<Client> KeyAsync(string party, params string[] roles)
    {
        var secret = ApiKey.Create();
        var id = $"test-{Interlocked.Increment(ref keys).ToString(CultureInfo.InvariantCulture)}";
        var issue = new DirectoryCommand.IssueCredential(id, party, roles, ApiKey.HashOf(secret), "test");
        var outcome = await Grains.TellAsync(new Command.ToDirectory(issue), new Envelope("els"), CommandTerms.None, CancellationToken.None);
        return outcome is Outcome.Accepted ? new Client(Address, secret) : throw new InvalidOperationException($"No key for {party}: {outcome}");
    }

    WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        // A machine under load may send a body slower than Kestrel's least rate.
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null).UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(Logs is null ? LogLevel.Warning : LogLevel.Information);
        if (Logs is not null) builder.Logging.AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(Before(grains!)).AddSingleton<IIndex>(index!).AddSingleton<IDecisionLog>(Log);
        builder.Services.AddSingleton<IFeed>(feed = new ChangeFeed(journal!, () => grains!.Directory, Parse, time));
        builder.Services.AddConsentGrainsWeb(Options with { Observed = [journal!.Observe, grains!.Observe], Heat = grains.ReadHeat });
        return builder.Build().MapConsentGrains();
    }

    static Policy Parse(string text) => PolicyFiles.Load(text, "published") is PolicyLoad.Loaded loaded
        ? loaded.File.Policy : throw new InvalidOperationException("A published policy does not read again.");

    static PolicySource ReadPolicy(string text) => PolicyFiles.Load(text, "source") switch
    {
        PolicyLoad.Loaded loaded => new PolicySource(loaded.File.Policy, loaded.File.Text, []),
        PolicyLoad.Refused refused => new PolicySource(null, text, [.. refused.Problems.Select(p => new FieldProblem("source", Wire.Name(p.Code), p.ToString(), p.ToString()))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
