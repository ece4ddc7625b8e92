using System.Globalization;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>From the moment a withdrawal is acknowledged nobody is permitted any more: asked on other connections, with delays between the parts of the
/// registry, by processes that stutter, and by one that was frozen while another took over. `./build.sh soak n10` tries a hundred thousand times.</summary>
public sealed class FreshnessTests(ITestOutputHelper log)
{
    const int FrozenConnections = 16;
    static readonly int Tries = int.Parse(Environment.GetEnvironmentVariable("SOAK_TRIES") ?? "4000", CultureInfo.InvariantCulture);
    static readonly int TakeOvers = int.Parse(Environment.GetEnvironmentVariable("SOAK_TAKE_OVERS") ?? "1", CultureInfo.InvariantCulture);

    public static TheoryData<string> Stores => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [Theory, MemberData(nameof(Stores))]
    public async Task With_delays_around_append_publish_and_acknowledgement_no_permit_is_stale(string store)
    {
        var seed = Random.Shared.Next();
        var history = new RecordedHistory();
        using var folder = new Folder();
        await using var server = await DelayedServer.StartAsync(folder, await DatabaseAsync(store), seed);
        await new Schedule([server.Address], server.Key, history, "D").RunAsync(Tries);
        ShouldBeFresh(history, $"{store}, with delays (seed {seed})", Tries);
    }

    [Fact]
    public async Task A_registry_that_remembers_permits_is_caught()
    {
        var history = new RecordedHistory();
        using var folder = new Folder();
        await using var server = await DelayedServer.StartAsync(folder, null, 1, remembers: true);
        await new Schedule([server.Address], server.Key, history, "D").RunAsync(1);
        history.Judge().Stale.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task From_a_process_that_stutters_no_permit_is_stale(string store)
    {
        var seed = Random.Shared.Next();
        var history = new RecordedHistory();
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        await using var server = await ServerProcess.StartAsync(folder, await DatabaseAsync(store), ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]]);
        var trying = new Schedule([new(server.Url)], Printed.AdminKey(server.Output), history, "S").RunAsync(Tries);
        var random = new Random(seed);
        while (!trying.IsCompleted)
        {
            await server.FreezeAsync();
            await Task.Delay(random.Next(20));
            await server.ThawAsync();
            await Task.WhenAny(trying, Task.Delay(random.Next(60)));
        }

        await trying;
        ShouldBeFresh(history, $"{store}, stuttering (seed {seed})", Tries);
    }

    [PostgresFact]
    public async Task A_process_that_was_frozen_while_another_took_over_permits_nothing_when_it_wakes()
    {
        var history = new RecordedHistory();
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        var database = await DatabaseAsync("postgres");
        string[] Args(int n) => ["serve", "--data", folder[$"data-{n}"], "--master-key-file", folder["master.key"]];
        var owner = await ServerProcess.StartAsync(folder, database, Args(0));
        var key = Printed.AdminKey(owner.Output);
        for (var n = 1; n <= TakeOvers; n++)
        {
            var next = ServerProcess.LaunchServer(folder, database, Args(n));
            await next.SaysAsync("Standing by");
            await TakeOverAsync(owner, next, key, history, n);
            await owner.DisposeAsync();
            owner = next;
            Progress.Say($"take-over {n} of {TakeOvers}: {history.Judge().Tries} tries");
        }

        await owner.DisposeAsync();
        ShouldBeFresh(history, $"postgres, {TakeOvers} frozen and woken", TakeOvers * FrozenConnections * Talk.QuestionsAtOnce);
    }

    /// <summary>The owner has permits in memory when it is frozen; they are withdrawn where another took over, and it is asked before it wakes.</summary>
    static async Task TakeOverAsync(ServerProcess owner, ServerProcess next, string key, RecordedHistory history, int n)
    {
        var customer = $"els/T{n}";
        using var talk = new Talk(new(owner.Url), key, history);
        await talk.PrepareAsync([customer]);
        await talk.ConsentAsync(customer);
        var askers = Enumerable.Range(0, FrozenConnections).Select(_ => new Talk(new(owner.Url), key, history)).ToList();
        foreach (var asker in askers)
            while (await asker.AskAsync(customer, "the owner") is null) await Task.Yield();
        await owner.FreezeAsync();
        await next.ReadyAsync();
        using (var heir = new Talk(new(next.Url), key, history))
        {
            await heir.WithdrawAsync(customer);
            while (await heir.AskAsync(customer, "its heir") is null) await Task.Yield();
        }

        var asked = askers.Select(asker => asker.AskAsync(customer, "the frozen one")).ToList();
        await owner.ThawAsync();
        await Task.WhenAll(asked);
        askers.ForEach(asker => asker.Dispose());
        (await owner.EndedAsync()).Error.ShouldContain("journal-taken-over");
    }

    void ShouldBeFresh(RecordedHistory history, string what, int tries)
    {
        var (done, stale) = history.Judge();
        log.WriteLine($"{what}: {stale.Count} stale permits in {done} tries, {history.Permits} permits in all");
        stale.ShouldBeEmpty();
        done.ShouldBeGreaterThanOrEqualTo(tries);
        history.Permits.ShouldBeGreaterThan(0);
    }

    static async Task<string?> DatabaseAsync(string store) =>
        store == "sqlite" ? null : (await PostgresJournals.Shared).ConnectionTo(await (await PostgresJournals.Shared).NewAsync());
}
