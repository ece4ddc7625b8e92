using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Feed;

/// <summary>The change feed of a real server, read by clients nobody here wrote, and watched in a terminal.</summary>
public sealed class ClientsTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    readonly Folder folder = new();
    string[] args = [];
    ServerProcess server = null!;
    string admin = "";
    string subscriber = "";

    public async Task InitializeAsync()
    {
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        args = ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]];
        server = await ServerProcess.StartAsync(folder, args);
        admin = Printed.AdminKey(server.Output);
        using var client = server.Client(admin);
        using var made = await client.PostAsJsonAsync("/v1/keys", new { party = "emana", roles = new[] { "subscribe" }, label = "feed" });
        subscriber = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        await TellAsync(new { enrol = new { customer = "emana/M-1", policy = "EMANA" } });
        await TellAsync(new { consent = new { customer = "emana/M-1", purpose = "EMANA-2-PU2", evidence = "form 1" } });
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [NodeFact]
    public async Task An_EventSource_of_npm_reads_cloud_events_of_npm_until_the_key_ends()
    {
        using var node = Start("node", Repository.PathOf("tests/clients/changes.mjs"), server.Url, subscriber, "1000000");
        var lines = new List<string>();
        while (await LineAsync(node) is { } line)
        {
            lines.Add(line);
            if (line == "jp.consentgrains.consent.given.v1 emana/M-1") await RevokeAsync();
        }

        lines.ShouldContain("jp.consentgrains.customer.enrolled.v1 emana/M-1");
        lines[^1].ShouldBe("end key-revoked");
    }

    [Fact]
    public async Task Curl_reads_the_stream_as_it_comes()
    {
        using var curl = Start("curl", "-sN", "-H", $"Authorization: Bearer {subscriber}", server.Url + "/v1/changes/stream");
        while (await LineAsync(curl) is not "") { }
        await TellAsync(new { enrol = new { customer = "emana/M-2", policy = "EMANA" } });
        while (await LineAsync(curl) is not "event: jp.consentgrains.customer.enrolled.v1") { }
        (await LineAsync(curl)).ShouldNotBeNull().ShouldContain("\"subject\":\"emana/M-2\"");
        curl.Kill();
    }

    [Fact]
    public async Task Watch_prints_a_line_for_each_change()
    {
        string[] watch = ["watch", "--url", server.Url, "--key", subscriber, "--from", "beginning", "--count", "4"];
        var all = await Ended.OfAsync(watch).WaitAsync(Patience);
        all.Exit.ShouldBe(0, all.Error);
        all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[10..].Split("  ")[0].Trim()).Order()
            .ShouldBe(["consent.given.v1", "credential.issued.v1", "customer.enrolled.v1", "party.registered.v1"]);
        var events = await Ended.OfAsync([.. watch, "--json"]).WaitAsync(Patience);
        foreach (var line in events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) JsonDocument.Parse(line).RootElement.GetProperty("specversion").GetString().ShouldBe("1.0");
        var refused = await Ended.OfAsync("watch", "--url", server.Url, "--key", "cg_wrong").WaitAsync(Patience);
        (refused.Exit, refused.Error.Contains("key-unknown", StringComparison.Ordinal)).ShouldBe((5, true), refused.Error);
    }

    async Task TellAsync(object command)
    {
        using var client = server.Client(admin);
        using var reply = await client.PostAsJsonAsync("/v1/commands", command);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    async Task RevokeAsync()
    {
        using var client = server.Client(admin);
        var keys = await client.GetFromJsonAsync<JsonElement>("/v1/keys");
        var id = keys.GetProperty("results").EnumerateArray().Single(key => key.GetProperty("party").GetString() == "emana").GetProperty("id").GetString();
        using var reply = await client.PostAsync($"/v1/keys/{id}/revoke", null);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }) ?? throw new InvalidOperationException(program);

    static async Task<string?> LineAsync(Process process) => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
}
