using System.Globalization;
using System.Net;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal;
using ConsentGrains.Policies;
using ConsentGrains.Silo.Hosting;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConsentGrains.Web.Tests.Harness;

/// <summary>A silo instead of a server: the same registry behind a real Kestrel, its grains found over Orleans, its journal in PostgreSQL. It owns every partition
/// when a test begins.</summary>
public sealed class TestRegistry : IAsyncLifetime
{
    const int MasterKeyBytes = 32;
    const string Empty = "DELETE FROM consent_journal.orleansmembershiptable; DELETE FROM consent_journal.orleansmembershipversiontable; DELETE FROM consent_journal.orleansstorage";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly ManualTime time = new();
    readonly Dictionary<string, Client> clients = new(StringComparer.Ordinal);
    SharedRegistry? shared;
    SiloSettings? settings;
    string database = "";
    RegistryIndex? index;
    readonly CancellationTokenSource stop = new();
    readonly ToldLog told = new();
    Task delivering = Task.CompletedTask;
    int keys;

    internal ManualTime Time => time;

    internal WebApplication App { get; private set; } = null!;

    internal IGrains Grains => shared!.Grains;

    internal DecisionLog Log { get; private set; } = null!;

    /// <summary>Where everything lies as files; null = in memory.</summary>
    internal string? Folder { get; init; }

    /// <summary>Where decisions are logged; null = in memory.</summary>
    internal string? LogFile { get; init; }

    /// <summary>Told what is logged.</summary>
    internal ILoggerProvider? Logs { get; init; }

    internal JournalLog Journal => shared!.Journal;

    internal RegistryIndex Index => index!;

    /// <summary>What this silo owns, and the way to the others.</summary>
    internal SharedRegistry Shared => shared!;

    /// <summary>Another silo, whose journal and cluster this one shares; disposed after this one.</summary>
    internal TestRegistry? Beside { get; init; }

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
        database = Beside?.database ?? await (await PostgresJournals.Shared).NewAsync();
        var connection = (await PostgresJournals.Shared).ConnectionTo(database);
        settings = new(null!, connection, "consent", IPAddress.Loopback, Ports.Free(), 0, "");
        shared = await SharedRegistry.OpenAsync(connection, settings.Address, PolicyBook.Of(PolicyFiles.LoadBuiltIn()), KeyRing.Of(new byte[MasterKeyBytes]), null, time, default);
        Log = DecisionLog.Open(shared.Journal, shared.Grains, LogFile, time, LogOptions);
        index = RegistryIndex.Open(shared.Journal, shared.Grains, null, null, time, Log.Forget);
        App = Build();
        SiloHost.Connect(App.Services, shared);
        await App.StartAsync().WaitAsync(Patience);
        await OwnedAsync(Beside is null ? PartitionId.Count : PartitionId.Count / 3);
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
        await App.StopAsync().WaitAsync(Patience);
        await App.DisposeAsync();
        index!.Dispose();
        await Log.DisposeAsync();
        await shared!.DisposeAsync();
        stop.Dispose();
        if (Beside is not null) return;
        // Orleans leaves its connections to the pool, for whoever has this database next.
        var journals = await PostgresJournals.Shared;
        await journals.Server.ExecuteAsync(database, Empty);
        await journals.GiveBackAsync(database);
    }

    /// <summary>One look of the index at the journal and the clock, and what follows from it.</summary>
    internal Task PassAsync() => index!.PassAsync(CancellationToken.None);

    /// <summary>A client with a new key of a party, issued behind HTTP's back.</summary>
    internal async Task<Client> KeyAsync(string party, params string[] roles)
    {
        var secret = ApiKey.Create();
        var id = string.Create(CultureInfo.InvariantCulture, $"{(Beside is null ? "test" : "beside")}-{Interlocked.Increment(ref keys)}");
        var issue = new DirectoryCommand.IssueCredential(id, party, roles, ApiKey.HashOf(secret), "test");
        var outcome = await Grains.TellAsync(new Command.ToDirectory(issue), new Envelope("els"), CommandTerms.None, CancellationToken.None);
        return outcome is Outcome.Accepted ? new Client(Address, secret) : throw new InvalidOperationException($"No key for {party}: {outcome}");
    }

    async Task OwnedAsync(int least)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Enumerable.Range(0, PartitionId.Count).Count(partition => shared!.Journal.Partitions.Owns(new(partition))) < least)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException(await StandingAsync());
            await Task.Delay(Pause);
        }
    }

    /// <summary>Who owns what, and what the silo logged of it.</summary>
    async Task<string> StandingAsync()
    {
        var standing = await shared!.Journal.Partitions.LookAsync(CancellationToken.None).WaitAsync(Patience);
        var owned = standing.Owners.Select((owner, i) => $"{i}: {(shared.Journal.Partitions.Owns(new(i)) ? "here" : owner == standing.Self ? "ours, not held" : owner ?? "nobody's")}");
        return string.Join('\n', [.. owned, .. standing.Members.Select(member => member.ToString()), .. told.Lines]);
    }

    WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        // A machine under load may send a body slower than Kestrel's least rate.
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null).UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(Logs is null ? LogLevel.Warning : LogLevel.Information).AddFilter<ToldLog>("ConsentGrains", LogLevel.Information).AddProvider(told);
        if (Logs is not null) builder.Logging.AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(Before(shared!.Grains)).AddSingleton<IIndex>(index!).AddSingleton<IDecisionLog>(Log).AddSingleton(shared.Served.Feed);
        builder.Services.AddConsentGrainsWeb(Options with { Observed = [shared.Journal.Observe, shared.Local.Observe], Heat = shared.Local.ReadHeat });
        SiloHost.Add(builder, settings!, shared);
        return builder.Build().MapConsentGrains();
    }

    static PolicySource ReadPolicy(string text) => PolicyFiles.Load(text, "source") switch
    {
        PolicyLoad.Loaded loaded => new PolicySource(loaded.File.Policy, loaded.File.Text, []),
        PolicyLoad.Refused refused => new PolicySource(null, text, [.. refused.Problems.Select(p => new FieldProblem("source", Wire.Name(p.Code), p.ToString(), p.ToString()))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
