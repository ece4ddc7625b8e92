using System.Globalization;
using System.Net.Http.Json;
using ConsentGrains.Cluster.Tests.Harness;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Cluster.Benchmarks;

/// <summary>A registry under load: one server, or silos, on a journal of its own in PostgreSQL on disk.</summary>
sealed class Stand(string name, IReadOnlyList<Uri> urls, string key, IReadOnlyList<int> processes, string database, IAsyncDisposable held) : IAsyncDisposable
{
    public const int Customers = 512;
    static int made;

    public string Name => name;

    public IReadOnlyList<int> Processes => processes;

    /// <summary>The connection string, for Orleans clients.</summary>
    public string Database => database;

    /// <param name="silos">0: one server.</param>
    public static async Task<Stand> StartAsync(PostgresServer postgres, int silos)
    {
        var database = string.Create(CultureInfo.InvariantCulture, $"stand_{++made}");
        await postgres.ExecuteAsync("postgres", $"CREATE DATABASE {database}");
        var connection = postgres.ConnectionTo(database);
        await PostgresJournal.MigrateAsync(connection);
        var stand = silos == 0 ? await ServerAsync(connection) : await ClusterAsync(postgres, database, connection, silos);
        await stand.FillAsync();
        return stand;
    }

    public static string Customer(int i) => string.Create(CultureInfo.InvariantCulture, $"els/B-{i % Customers}");

    /// <summary>Of one silo after the other, so that with two every second question meets a silo that must ask the other.</summary>
    public HttpClient Client(int i)
    {
        var client = new HttpClient { BaseAddress = urls[i % urls.Count] };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();

    static async Task<Stand> ServerAsync(string connection)
    {
        var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        var server = await ServerProcess.StartAsync(folder, connection, ["--data", folder["data"], "--master-key-file", folder["master.key"], "--signing-key-file", folder["signing.pem"]]);
        return new("one server", [new(server.Url)], Printed.AdminKey(server.Output), [server.Id], connection, server);
    }

    static async Task<Stand> ClusterAsync(PostgresServer postgres, string database, string connection, int silos)
    {
        var cluster = await Tests.Harness.Cluster.OnAsync(postgres, database, connection, silos);
        return new(silos == 1 ? "one silo" : $"{silos} silos", cluster.Living, cluster.Key, [.. cluster.Silos.Select(silo => silo.Process.Id)], connection, cluster);
    }

    async Task FillAsync()
    {
        using var client = Client(0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Customers), async (i, _) =>
        {
            await TellAsync(client, new { enrol = new { customer = Customer(i), policy = "ELS-EL" } }, $"enrol-{i}");
            await TellAsync(client, new { contract = new { customer = Customer(i), id = "K1", policy = "ELS-EL", state = "active" } }, $"contract-{i}");
        });
    }

    public static async Task<bool> TellAsync(HttpClient client, object command, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/commands") { Content = JsonContent.Create(command), Headers = { { "Idempotency-Key", key } } };
        using var reply = await client.SendAsync(request);
        return reply.IsSuccessStatusCode;
    }
}
