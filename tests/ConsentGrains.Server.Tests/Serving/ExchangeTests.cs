using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`consent keys exchange` in processes of its own, on both stores: killed while it works, gone on with, and the registry served again.</summary>
public sealed class ExchangeTests
{
    const int Customers = 1_200;

    public static TheoryData<string> Stores => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [Theory, MemberData(nameof(Stores))]
    public async Task Killed_while_it_works_it_goes_on_and_the_registry_decides_as_before(string store)
    {
        using var folder = new Folder();
        foreach (var key in (string[])["master.key", "next.key"]) (await Ended.OfAsync("keys", "master", folder[key])).Exit.ShouldBe(0);
        var (served, owned) = await DatabaseAsync(store);
        var lines = Enumerable.Range(1, Customers).Select(n => $$$"""{"enrol": {"customer": "els/C-{{{n}}}", "policy": "ELS-EL"}}""");
        (await RunAsync(folder, served, ["import", folder.Write("all.ndjson", string.Join('\n', lines)), .. Store(folder, "master.key")])).Exit.ShouldBe(0);
        string admin, before;
        await using (var server = await ServerProcess.StartAsync(folder, served, ["serve", .. Store(folder, "master.key")]))
        {
            admin = Printed.AdminKey(server.Output);
            before = (await AskAsync(server, admin)).GetProperty("context").GetProperty("id").GetString()!;
            await server.TerminateAsync();
            (await server.EndedAsync()).Exit.ShouldBe(0);
        }

        await KillMidwayAsync(folder, owned);
        var started = await StartedAsync(folder, served, "next.key");
        if (started.Exit != 0) started.Error.ShouldSatisfyAllConditions(
            () => new[] { "master-key-exchange-unfinished", "master-key-wrong" }.ShouldContain(started.Error.Split(':')[1].Trim()));
        (await RunAsync(folder, owned, Exchange(folder))).Exit.ShouldBe(0);
        (await StartedAsync(folder, served, "master.key")).Error.ShouldContain("master-key-wrong: This is the master key of before");
        var verified = await StartedAsync(folder, served, "next.key");
        verified.Exit.ShouldBe(0, verified.Error);
        await using var again = await ServerProcess.StartAsync(folder, served, ["serve", .. Store(folder, "next.key")]);
        (await AskAsync(again, admin)).GetProperty("decision").GetBoolean().ShouldBeTrue();
        using var client = again.Client(admin);
        using var reply = await client.PostAsJsonAsync("/v1/decisions/verify", new { id = before });
        (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("valid").GetBoolean().ShouldBeTrue();
    }

    /// <summary>As soon as it has written anything; where it was quicker, it is done, which the same command finds.</summary>
    static async Task KillMidwayAsync(Folder folder, string? database)
    {
        await using var exchange = ServerProcess.Launch(folder, Exchange(folder), database is null ? [] : [("ConnectionStrings__Journal", database)]);
        var ended = exchange.EndedAsync();
        if (database is null)
        {
            using var watch = new FileSystemWatcher(folder["data"], "journal.db-wal");
            var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watch.Changed += (_, _) => written.TrySetResult();
            watch.EnableRaisingEvents = true;
            await Task.WhenAny(written.Task, ended);
        }

        if (!ended.IsCompleted) await exchange.KillAsync();
        await ended;
    }

    /// <summary>The journal opened with a key, without a server.</summary>
    static Task<Ended> StartedAsync(Folder folder, string? database, string key) => RunAsync(folder, database, ["journal", "verify", .. Store(folder, key)]);

    static string[] Exchange(Folder folder) => ["keys", "exchange", folder["next.key"], "--data", folder["data"], "--master-key-file", folder["master.key"]];

    static string[] Store(Folder folder, string key) => ["--data", folder["data"], "--master-key-file", folder[key]];

    static Task<Ended> RunAsync(Folder folder, string? database, string[] args) => database is null ? ServerProcess.RunAsync(folder, args) : ServerProcess.RunOnAsync(folder, database, args);

    /// <returns>As the server connects, and as the owner of the tables.</returns>
    static async Task<(string? Served, string? Owned)> DatabaseAsync(string store)
    {
        if (store == "sqlite") return (null, null);
        var journals = await PostgresJournals.Shared;
        var name = await journals.NewAsync();
        return (journals.ConnectionTo(name), journals.Server.ConnectionTo(name));
    }

    static async Task<JsonElement> AskAsync(ServerProcess server, string admin)
    {
        using var client = server.Client(admin);
        using var reply = await client.PostAsJsonAsync("/access/v1/evaluation", new
        {
            subject = new { type = "party", id = "els" },
            action = new { name = "use", properties = new { purpose = "ELS-EL-2-PU3" } },
            resource = new { type = "customer", id = "els/C-7", properties = new { items = new[] { "ELS-EL-3/name" } } },
        });
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }
}
