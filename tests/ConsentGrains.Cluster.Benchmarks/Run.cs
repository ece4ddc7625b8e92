using System.Globalization;
using System.Net.Http.Json;
using ConsentGrains.Benchmarks;
using ConsentGrains.Benchmarks.Peers;
using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace ConsentGrains.Cluster.Benchmarks;

/// <summary>N2 and N4 on one server, one silo and two silos, over HTTP and by an Orleans client. The sides take turns round by round; all of them, the database and
/// the load share this machine, so that two silos here have no more processors than one.</summary>
static class Run
{
    const int AskClients = 64, TellClients = 256, Connections = 300;
    static readonly string[] Items = ["ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/phone"];
    static readonly Options Standard = new(Seconds: 3, Rounds: 2, Rate: 1);

    public static async Task<int> AllAsync(string[] args)
    {
        var options = Options.Read(args, Standard);
        Machine.Print("N2 and N4 on one server, one silo and two silos, by HTTP and by an Orleans client");
        await using var postgres = await PostgresServer.OnDiskAsync(Connections);
        var cpu = new PostgresCpu(postgres.Folder);
        Dictionary<string, List<Measured>> results = new(StringComparer.Ordinal);
        foreach (var silos in Enumerable.Repeat(new[] { 0, 1, 2 }, options.Rounds).SelectMany(round => round))
        {
            await using var stand = await Stand.StartAsync(postgres, silos);
            var loop = new Loop(stand.Processes, cpu);
            await HttpAsync(stand, loop, options.Seconds, results);
            if (silos > 0) await OrleansAsync(stand, loop, options.Seconds, results);
        }

        foreach (var (what, rounds) in results.OrderBy(result => result.Key, StringComparer.Ordinal)) Print(what, rounds);
        return results.Values.SelectMany(rounds => rounds).Sum(round => round.Failed) == 0 ? 0 : 1;
    }

    static void Print(string what, List<Measured> rounds) => Console.WriteLine(
        $"{what,-34}{Median.Of(rounds.Select(r => r.PerSecond)).Show("0"),26}/s  server CPU {Median.Of(rounds.Select(r => r.ServerMicros)).Show("0"),18} us  "
        + $"p50 {Median.Of(rounds.Select(r => r.P50)).Show("0.0")} p99 {Median.Of(rounds.Select(r => r.P99)).Show("0.0")} ms  failed {rounds.Sum(r => r.Failed)}  {rounds[^1].Shares()}");

    static async Task HttpAsync(Stand stand, Loop loop, int seconds, Dictionary<string, List<Measured>> results)
    {
        HttpClient[] clients = [.. Enumerable.Range(0, TellClients).Select(stand.Client)];
        async Task<bool> AskAsync(int client, int n)
        {
            var question = new
            {
                subject = new { type = "party", id = "els" },
                action = new { name = "use", properties = new { purpose = "ELS-EL-2-PU3", form = "individual" } },
                resource = new { type = "customer", id = Stand.Customer((client * 7) + n), properties = new { items = Items } },
            };
            using var reply = await clients[client].PostAsJsonAsync("/access/v1/evaluation", question);
            return reply.IsSuccessStatusCode;
        }

        await loop.RunAsync(AskClients, 1, AskAsync);
        Add(results, $"N2 HTTP, {stand.Name}", await loop.RunAsync(AskClients, seconds, AskAsync));
        Task<bool> TellAsync(int client, int n) => Stand.TellAsync(clients[client], Command(client, n), string.Create(CultureInfo.InvariantCulture, $"http-{client}-{n}"));
        Add(results, $"N4 HTTP, {stand.Name}", await loop.RunAsync(TellClients, seconds, TellAsync));
        foreach (var client in clients) client.Dispose();
    }

    static object Command(int client, int n) => n % 2 == 0
        ? new { consent = new { customer = Stand.Customer(client), recipient = "emana", evidence = "form 1" } } : new { withdraw = new { customer = Stand.Customer(client), recipient = "emana" } };

    static async Task OrleansAsync(Stand stand, Loop loop, int seconds, Dictionary<string, List<Measured>> results)
    {
        using var host = Host.CreateEmptyApplicationBuilder(new()).UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "consent")
            .UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", PostgresJournal.ForOrleans(stand.Database)))).Build();
        await host.StartAsync();
        var registry = new RegistryClient(host.Services.GetRequiredService<IGrainFactory>(), "els");
        async Task<bool> AskAsync(int client, int n) => (await registry.AskAsync(
            new Question { Act = "use", Party = "els", Customer = Stand.Customer((client * 7) + n), Purpose = "ELS-EL-2-PU3", Items = Items })).AsOf.Micros > 0;

        async Task<bool> TellAsync(int client, int n)
        {
            CustomerCommand command = n % 2 == 0 ? new CustomerCommand.GiveConsent(null, "emana", null, false) : new CustomerCommand.WithdrawConsent(null, "emana", null);
            var told = await registry.TellAsync(
                new TargetedCommand.ToCustomer(CustomerId.Parse(Stand.Customer(client))!.Value, command), string.Create(CultureInfo.InvariantCulture, $"orleans-{client}-{n}"), "form 1");
            return told.Ending == Ending.Accepted;
        }

        await loop.RunAsync(AskClients, 1, AskAsync);
        Add(results, $"N2 Orleans client, {stand.Name}", await loop.RunAsync(AskClients, seconds, AskAsync));
        Add(results, $"N4 Orleans client, {stand.Name}", await loop.RunAsync(TellClients, seconds, TellAsync));
        await host.StopAsync();
    }

    static void Add(Dictionary<string, List<Measured>> results, string what, Measured measured)
    {
        if (!results.TryGetValue(what, out var rounds)) results.Add(what, rounds = []);
        rounds.Add(measured);
        Console.WriteLine($"  {what}: {measured.PerSecond:0}/s, {measured.ServerMicros:0} us of server CPU, p99 {measured.P99:0.0} ms, failed {measured.Failed}; {measured.Shares()}");
    }
}
