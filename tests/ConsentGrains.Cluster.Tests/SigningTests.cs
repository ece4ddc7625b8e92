using System.Net.Http.Json;
using System.Text.RegularExpressions;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>What a cluster has signed when its last silo has stopped, and what its silos need to sign again.</summary>
public sealed partial class SigningTests
{
    const string Rows = "SELECT coalesce(string_agg(p.id || ':' || h.position, ',' ORDER BY p.id), '') FROM consent_journal.partition p " +
        "JOIN (SELECT partition, max(position) AS position FROM consent_journal.event GROUP BY partition) h ON h.partition = p.id";

    [PostgresFact]
    public async Task When_all_silos_have_stopped_every_row_and_every_erasure_is_signed()
    {
        await using var cluster = await Harness.Cluster.StartAsync(2);
        using (var client = cluster.Client())
        {
            foreach (var number in (string[])["S-1", "S-2", "S-3"]) await PostAsync(client, "/v1/commands", new { enrol = new { customer = $"els/{number}", policy = "ELS-EL" } });
            await PostAsync(client, "/v1/customers/els/S-1/erasure", new { evidence = "letter 7" });
        }

        foreach (var silo in cluster.Silos)
        {
            var ended = await silo.TerminateAsync();
            ended.Exit.ShouldBe(0, ended.Error);
        }

        var newest = await cluster.ScalarAsync<string>("SELECT heads FROM consent_journal.checkpoint ORDER BY n DESC LIMIT 1");
        newest.ShouldContain($" erasures={await cluster.ScalarAsync<long>("SELECT count(*) FROM consent_journal.erasure")}:");
        var promised = await cluster.ScalarAsync<string>("SELECT string_agg(heads, E'\n' ORDER BY n) FROM consent_journal.checkpoint");
        string.Join(',', Head().Matches(promised).GroupBy(head => int.Parse(head.Groups[1].Value)).OrderBy(of => of.Key).Select(of => $"{of.Key}:{of.Last().Groups[2].Value}"))
            .ShouldBe(await cluster.ScalarAsync<string>(Rows));
        File.ReadLines(Path.Combine(cluster.Folder[cluster.Silos[^1].Name], "anchor.log")).Last().ShouldStartWith(newest);
    }

    [PostgresFact]
    public async Task A_silo_without_the_key_that_signed_does_not_start_and_makes_no_other()
    {
        await using var cluster = await Harness.Cluster.StartAsync(1);
        await cluster.StopAsync();
        await using var silo = ServerProcess.LaunchProgram(Harness.Cluster.Program, cluster.Folder,
            ["--data", cluster.Folder["other"], "--master-key-file", cluster.Folder["master.key"], "--signing-key-file", cluster.Folder["elsewhere.pem"], "--urls", "http://127.0.0.1:0"],
            ("ConnectionStrings__Journal", cluster.Connection));
        var ended = await silo.EndedAsync();
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((3, "checkpoint-key-missing"), ended.Error);
        ended.Error.ShouldContain(cluster.Folder["elsewhere.pem"]);
        File.Exists(cluster.Folder["elsewhere.pem"]).ShouldBeFalse();
    }

    static async Task PostAsync(HttpClient client, string path, object body)
    {
        using var reply = await client.SendPatientlyAsync(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) });
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("[=,]([0-9]+):([0-9]+):[0-9a-f]{64}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();
}
