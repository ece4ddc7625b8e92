using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>The server over a private PostgreSQL, with the rights of its role and no others.</summary>
public sealed class PostgresTests : IAsyncLifetime
{
    readonly Folder folder = new();
    string database = "";

    public async Task InitializeAsync()
    {
        if (!PostgresJournals.Possible) return;
        database = (await PostgresJournals.Shared).ConnectionTo(await (await PostgresJournals.Shared).NewAsync());
        await Ended.OfAsync("keys", "master", folder["master.key"]);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    string[] Args(string data) => ["serve", "--data", folder[data], "--master-key-file", folder["master.key"]];

    static async Task<int> EnrolAsync(HttpClient client, string customer)
    {
        using var reply = await client.SendPatientlyAsync(() => new(HttpMethod.Post, "/v1/commands") { Content = JsonContent.Create(new { enrol = new { customer, policy = "ELS-EL" } }) });
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        reply.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
        return body.GetProperty("revision").GetInt32();
    }

    static Task KnowsAsync(HttpClient client, string customer) => client.ReadPatientlyAsync($"/v1/customers/{customer}");

    [PostgresFact]
    public async Task What_was_acknowledged_is_there_after_a_kill_and_a_start_that_waits_for_no_lease()
    {
        await using var first = await ServerProcess.StartAsync(folder, database, Args("data"));
        var key = Printed.AdminKey(first.Output);
        first.Output.ShouldContain("PostgreSQL, journal_");
        using (var client = first.Client(key)) (await EnrolAsync(client, "els/C-1")).ShouldBe(1);
        await first.KillAsync();

        await using var second = await ServerProcess.StartAsync(folder, database, Args("data"));
        using (var client = second.Client(key)) await KnowsAsync(client, "els/C-1");
        second.Output.ShouldNotContain("Standing by");
        File.Exists(folder["data/journal.db"]).ShouldBeFalse();
        await second.TerminateAsync();
        (await second.EndedAsync()).Exit.ShouldBe(0);
        var verified = await ServerProcess.RunOnAsync(folder, database, ["journal", "verify", .. Args("data")[1..]]);
        verified.Output.ShouldContain("rows, every one as it was written, up to every checkpoint of");
    }

    [PostgresFact]
    public async Task A_second_server_stands_by_and_takes_over_when_the_first_is_killed()
    {
        await using var first = await ServerProcess.StartAsync(folder, database, Args("one"));
        var key = Printed.AdminKey(first.Output);
        using (var client = first.Client(key)) await EnrolAsync(client, "els/C-1");
        await using var second = ServerProcess.LaunchServer(folder, database, Args("two"));
        await second.SaysAsync($"Standing by: the journal is owned by process {first.Id} on ");
        var refused = await ServerProcess.RunOnAsync(folder, database, ["keys", "list", .. Args("two")[1..]]);
        (refused.Exit, refused.Error.Split(':')[1].Trim()).ShouldBe((3, "journal-in-use"));
        await first.KillAsync();
        await second.ReadyAsync();
        using (var client = second.Client(key))
        {
            await KnowsAsync(client, "els/C-1");
            await EnrolAsync(client, "els/C-2");
        }
    }

    [PostgresFact]
    public async Task A_frozen_server_is_taken_over_from_after_its_lease_and_ends_itself_when_it_wakes()
    {
        await using var first = await ServerProcess.StartAsync(folder, database, Args("one"));
        var key = Printed.AdminKey(first.Output);
        await using var second = ServerProcess.LaunchServer(folder, database, Args("two"));
        await second.SaysAsync("Standing by");
        await first.FreezeAsync();
        await second.ReadyAsync();
        using (var client = second.Client(key)) await EnrolAsync(client, "els/C-1");
        await first.ThawAsync();
        var ended = await first.EndedAsync();
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((3, "journal-taken-over"), ended.Error);
        using (var client = second.Client(key)) await KnowsAsync(client, "els/C-1");
    }

    [PostgresFact]
    public async Task The_tables_are_made_by_migrating()
    {
        var server = (await PostgresJournals.Shared).Server;
        await server.ExecuteAsync("postgres", "CREATE DATABASE to_migrate");
        var empty = server.ConnectionTo("to_migrate");
        var early = await ServerProcess.RunOnAsync(folder, empty, Args("data"));
        (early.Exit, early.Error.Split(':')[1].Trim()).ShouldBe((3, "journal-missing"));
        early.Error.ShouldContain("consent journal migrate");
        var made = await ServerProcess.RunOnAsync(folder, empty, ["journal", "migrate"]);
        (made.Exit, made.Output.Contains("it is new", StringComparison.Ordinal)).ShouldBe((0, true), made.Output + made.Error);
        (await ServerProcess.RunOnAsync(folder, empty, ["journal", "migrate"])).Output.ShouldStartWith("Nothing to do");
        await using var started = await ServerProcess.StartAsync(folder, empty, Args("data"));
    }

    [Fact]
    public async Task Migrating_without_a_database_says_what_to_set()
    {
        var ended = await Ended.OfAsync("journal", "migrate");
        (ended.Exit, ended.Error.Contains("ConnectionStrings__Journal", StringComparison.Ordinal)).ShouldBe((2, true));
    }

    [Theory]
    [InlineData("Host=/nowhere;Username=x;Database=y", "journal-unavailable")]
    [InlineData("nonsense", "connection-string-wrong")]
    public async Task A_database_that_can_not_be_used_is_told_at_the_start(string text, string code)
    {
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        var ended = await ServerProcess.RunOnAsync(folder, text, Args("data"));
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((3, code), ended.Error);
    }

    [Fact]
    public async Task The_connection_string_may_stand_in_the_settings_file_where_every_NET_program_has_it()
    {
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        var file = folder.Write("settings.json", """{ "ConnectionStrings": { "Journal": "nonsense" } }""");
        await using var server = ServerProcess.Launch(folder, Args("data"), ("CONSENTGRAINS_CONFIG", file));
        (await server.EndedAsync()).Error.ShouldStartWith("consent: connection-string-wrong");
    }
}
