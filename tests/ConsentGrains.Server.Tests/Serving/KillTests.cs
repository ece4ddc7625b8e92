using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`kill -9` under load, again and again: what was acknowledged is there. `./build.sh soak crash` runs it longer.</summary>
public sealed class KillTests(ITestOutputHelper log)
{
    const int Writers = 8;
    static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SOAK_ROUNDS") ?? "10", CultureInfo.InvariantCulture);

    /// <summary>The newest revision acknowledged, by customer.</summary>
    readonly ConcurrentDictionary<string, int> acknowledged = new(StringComparer.Ordinal);

    [Fact]
    public async Task Killed_under_load_it_keeps_every_acknowledged_command()
    {
        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] args = ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]];
        string? key = null;
        for (var round = 1; round <= Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(folder, args);
            key ??= Printed.AdminKey(server.Output);
            using var client = server.Client(key);
            await ShouldKnowAsync(client, $"seed {seed}, round {round}");
            await WriteUntilKilledAsync(server, client, round, random.Next(20, 400));
        }

        await using var last = await ServerProcess.StartAsync(folder, args);
        using var reader = last.Client(key!);
        await ShouldKnowAsync(reader, $"seed {seed}, at the end");
        log.WriteLine($"{acknowledged.Values.Sum()} commands acknowledged in {Rounds} rounds");
    }

    async Task WriteUntilKilledAsync(ServerProcess server, HttpClient client, int round, int killAfter)
    {
        using var count = new CountdownEvent(killAfter);
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, round, writer, count)).ToArray();
        await Task.Run(count.Wait);
        await server.KillAsync();
        await Task.WhenAll(writers);
    }

    /// <summary>Enrols a customer and gives consents to it, until the server is gone.</summary>
    async Task WriteAsync(HttpClient client, int round, int writer, CountdownEvent count)
    {
        for (var n = 0; ; n++)
        {
            var customer = $"els/R{round}-{writer}-{n / 5}";
            object command = n % 5 == 0
                ? new { enrol = new { customer, policy = "ELS-EL" } }
                : new { consent = new { customer, purpose = "ELS-EL-2-PU9", evidence = "kill test" } };
            if (await RevisionAsync(client, command) is not { } revision) return;
            acknowledged.AddOrUpdate(customer, revision, (_, before) => Math.Max(before, revision));
            if (!count.IsSet) Signal(count);
        }
    }

    /// <summary>Null when the server is gone.</summary>
    static async Task<int?> RevisionAsync(HttpClient client, object command)
    {
        try
        {
            using var reply = await client.PostAsJsonAsync("/v1/commands", command);
            var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
            reply.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
            return body.GetProperty("revision").GetInt32();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    static void Signal(CountdownEvent count)
    {
        try
        {
            count.Signal();
        }
        catch (InvalidOperationException) when (count.IsSet)
        {
            // Two writers reached the last one together.
        }
    }

    async Task ShouldKnowAsync(HttpClient client, string when)
    {
        foreach (var (customer, revision) in acknowledged)
        {
            var state = await client.GetFromJsonAsync<JsonElement>($"/v1/customers/{customer}");
            state.GetProperty("revision").GetInt32().ShouldBeGreaterThanOrEqualTo(revision, $"{customer}, {when}");
        }
    }
}
