using System.Globalization;
using ConsentGrains.Client;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Tests.Postgres;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Silo;
using ConsentGrains.Tests.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>Silos as processes over a database of their own.</summary>
sealed class Cluster : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    readonly Folder folder = new();
    readonly List<SiloProcess> silos = [];
    readonly PostgresServer server;
    string key = "";

    Cluster(PostgresServer server, string database, string connection) => (this.server, Database, Connection) = (server, database, connection);

    public IReadOnlyList<SiloProcess> Silos => silos;

    /// <summary>Silos that may be asked.</summary>
    public IReadOnlyList<Uri> Living => [.. silos.Where(silo => silo.IsUp).Select(silo => silo.Url)];

    public string Database { get; }

    public string Connection { get; }

    public string Key => key;

    public Folder Folder => folder;

    /// <param name="more">Further arguments of every silo.</param>
    public static async Task<Cluster> StartAsync(int count, params string[] more)
    {
        var journals = await PostgresJournals.Shared;
        var database = await journals.NewAsync();
        return await OnAsync(journals.Server, database, journals.ConnectionTo(database), count, more);
    }

    /// <summary>On a journal that is there already.</summary>
    public static async Task<Cluster> OnAsync(PostgresServer server, string database, string connection, int count, params string[] more)
    {
        var cluster = new Cluster(server, database, connection);
        await Ended.OfAsync("keys", "master", cluster.folder["master.key"]);
        for (var i = 0; i < count; i++) await cluster.AddAsync(more);
        if (count > 0) await cluster.BalancedAsync();
        return cluster;
    }

    /// <summary>A silo that the others reach over a line that can be cut.</summary>
    public Task<SiloProcess> AddBehindAsync(out CutLine line)
    {
        var (reached, listens) = (Ports.Free(), Ports.Free());
        line = new(reached, listens);
        return AddAsync(reached, ["--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{listens}")]);
    }

    public Task<SiloProcess> AddAsync(params string[] more) => AddAsync(Ports.Free(), more);

    async Task<SiloProcess> AddAsync(int port, string[] more)
    {
        var silo = new SiloProcess(folder, $"silo-{silos.Count + 1}", Connection, port, Ports.Free(), more);
        silos.Add(silo);
        await silo.StartAsync();
        if (key.Length > 0) return silo;
        await silo.Process.SaysAsync("The administrator's key");
        key = Printed.AdminKey(silo.Process.Output);
        return silo;
    }

    /// <summary>Every partition has an owner, and no silo more than its share.</summary>
    public async Task BalancedAsync()
    {
        var up = silos.Count(silo => silo.IsUp);
        var most = (75 + up - 1) / up;
        using var patience = new CancellationTokenSource(Patience);
        while (await ScalarAsync<long>("SELECT count(*) FROM consent_journal.partition WHERE owner IS NULL") > 0
            || await ScalarAsync<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM consent_journal.partition GROUP BY owner) AS owned") > most)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException(await SceneAsync());
            await Task.Delay(Patient.Pause, CancellationToken.None);
        }
    }

    /// <summary>For who looks for the reason of a failure.</summary>
    async Task<string> SceneAsync() =>
        await ScalarAsync<string>("SELECT string_agg(coalesce(owner, '-') || ' ' || n, E'\n') FROM (SELECT owner, count(*) AS n FROM consent_journal.partition GROUP BY owner) AS o")
        + string.Concat(silos.Select(silo => $"\n== {silo.Name} {silo.IsUp}\n{silo.Process.Output}{silo.Process.Error}"));

    /// <summary>The others have taken over from a silo: it is marked dead.</summary>
    public async Task TakenOverAsync(SiloProcess silo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await ScalarAsync<bool>($"SELECT coalesce(bool_or(dead), false) FROM consent_journal.silo WHERE id LIKE '%/{silo.Process.Id}/%'"))
        {
            if (patience.IsCancellationRequested) throw new TimeoutException(await SceneAsync());
            await Task.Delay(Patient.Pause, CancellationToken.None);
        }
    }

    public Task<T> ScalarAsync<T>(string sql) => server.ScalarAsync<T>(Database, sql);

    /// <summary>A client of the whole cluster: it goes from silo to silo and asks the next one where it gets no answer.</summary>
    public HttpClient Client() => new(new Spread(() => Living, key)) { BaseAddress = new("http://cluster"), Timeout = Patience };

    /// <summary>A client of one silo.</summary>
    public HttpClient ClientOf(SiloProcess silo) => silo.Process.Client(key);

    /// <summary>An Orleans client, not yet started.</summary>
    public IHost OrleansClient() => Host.CreateDefaultBuilder().ConfigureLogging(log => log.ClearProviders()).UseOrleansClient(client => client
        .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "consent")
        .AddMemoryStreams(NoticeStreams.Provider)
        .UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", PostgresJournal.ForOrleans(Connection)))).Build();

    /// <summary>Stops all, as an operator does.</summary>
    public async Task StopAsync()
    {
        foreach (var silo in silos.Where(silo => silo.IsUp)) await silo.TerminateAsync();
    }

    public Task<Ended> RunServerAsync(params string[] args) =>
        ServerProcess.RunOnAsync(folder, Connection, [.. args, "--data", folder["silo-1"], "--master-key-file", folder["master.key"]]);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos) await silo.DisposeAsync();
        folder.Dispose();
    }

    public static string Program { get; } = typeof(Limits).Assembly.Location;
}
