using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>A backup of before an erasure is restored under silos: the first that knows the ledger's copy erases again before anybody is answered.</summary>
public sealed class RestoreTests
{
    static readonly string[] Tables = ["meta", "partition", "event", "stream", "subject_key", "command", "erasure", "checkpoint"];

    [PostgresFact]
    public async Task Whoever_was_erased_since_the_backup_is_erased_again_before_a_silo_joins()
    {
        await using var cluster = await Harness.Cluster.StartAsync(1);
        var silo = cluster.Silos[0];
        using (var client = cluster.ClientOf(silo))
            foreach (var number in (string[])["R-1", "R-2"]) await PostAsync(client, "/v1/commands", new { enrol = new { customer = $"els/{number}", policy = "ELS-EL" } });
        await cluster.StopAsync();
        await cluster.ScalarAsync<long>($"CREATE SCHEMA backup; {string.Join(' ', Tables.Select(table => $"CREATE TABLE backup.{table} AS TABLE consent_journal.{table};"))} SELECT 1::bigint");
        string[] args = ["--data", cluster.Folder[silo.Name], "--master-key-file", cluster.Folder["master.key"], "--signing-key-file", cluster.Folder["signing.pem"]];
        await using (var server = await ServerProcess.StartAsync(cluster.Folder, cluster.Connection, args))
        {
            using var client = server.Client(cluster.Key);
            await PostAsync(client, "/v1/customers/els/R-1/erasure", new { evidence = "letter 7" });
            await server.TerminateAsync();
            (await server.EndedAsync()).Exit.ShouldBe(0);
        }

        await cluster.ScalarAsync<long>($"{string.Join(' ', Tables.Select(table => $"TRUNCATE consent_journal.{table}; INSERT INTO consent_journal.{table} SELECT * FROM backup.{table};"))} SELECT 1::bigint");
        foreach (var file in (string[])["anchor.log", "index.db", "index.db-wal", "index.db-shm"]) File.Delete(Path.Combine(cluster.Folder[silo.Name], file));
        await silo.StartAsync();
        silo.Process.Output.ShouldContain("A backup was restored: 1 customers erased since were erased again.");
        using var again = cluster.ClientOf(silo);
        (await again.ReadPatientlyAsync("/v1/customers/els/R-1")).GetProperty("erased").GetBoolean().ShouldBeTrue();
        (await again.ReadPatientlyAsync("/v1/customers/els/R-2")).GetProperty("erased").GetBoolean().ShouldBeFalse();
        await cluster.StopAsync();
        await silo.StartAsync();
        silo.Process.Output.ShouldNotContain("A backup was restored");
    }

    static async Task PostAsync(HttpClient client, string path, object body)
    {
        using var reply = await client.SendPatientlyAsync(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) });
        reply.IsSuccessStatusCode.ShouldBeTrue((await reply.Content.ReadFromJsonAsync<JsonElement>()).ToString());
    }
}
