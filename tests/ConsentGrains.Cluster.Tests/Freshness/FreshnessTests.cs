using System.Globalization;
using ConsentGrains.Cluster.Tests.Harness;
using ConsentGrains.Journal;
using ConsentGrains.Server.Tests.Freshness;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Cluster.Tests.Freshness;

/// <summary>From the moment one silo acknowledged a withdrawal no silo permits any more: with delays between the parts of each, by silos that stutter, and by one
/// that was frozen while the others took over. `./build.sh soak n10-cluster` tries a hundred thousand times.</summary>
public sealed class FreshnessTests(ITestOutputHelper log)
{
    const int Customers = 6;
    static readonly int Tries = int.Parse(Environment.GetEnvironmentVariable("SOAK_TRIES") ?? "3000", CultureInfo.InvariantCulture);
    static readonly int TakeOvers = int.Parse(Environment.GetEnvironmentVariable("SOAK_TAKE_OVERS") ?? "1", CultureInfo.InvariantCulture);

    [PostgresFact]
    public async Task With_delays_around_append_publish_and_acknowledgement_no_silo_permits_what_was_withdrawn()
    {
        var seed = Random.Shared.Next();
        ShouldBeFresh(await DelayedAsync(seed, Tries), $"two silos, with delays (seed {seed})", Tries);
    }

    /// <summary>The second silo is asked between consent and withdrawal in every second round, and before that only by chance.</summary>
    [PostgresFact]
    public async Task A_silo_that_remembers_permits_is_caught() => (await DelayedAsync(1, Schedule.TriesOf(rounds: 4), remembers: true)).Judge().Stale.ShouldNotBeEmpty();

    static async Task<RecordedHistory> DelayedAsync(int seed, int tries, bool remembers = false)
    {
        var history = new RecordedHistory();
        using var folder = new Folder();
        var journals = await PostgresJournals.Shared;
        var (database, keys) = (journals.ConnectionTo(await journals.NewAsync()), KeyRing.Generate());
        await using var first = await DelayedSilo.StartAsync(folder["decisions-1.db"], database, keys, seed, PartitionId.Count);
        var key = await first.MakeKeyAsync();
        await using var second = await DelayedSilo.StartAsync(folder["decisions-2.db"], database, keys, seed + 1, PartitionId.Count / 3, remembers);
        await new Schedule([first.Address, second.Address], key, history, "D").RunAsync(tries);
        return history;
    }

    [PostgresFact]
    public async Task From_silos_that_stutter_no_permit_is_stale()
    {
        var seed = Random.Shared.Next();
        var history = new RecordedHistory();
        await using var cluster = await Harness.Cluster.StartAsync(2);
        var trying = new Schedule(cluster.Living, cluster.Key, history, "S").RunAsync(Tries);
        var random = new Random(seed);
        while (!trying.IsCompleted)
        {
            var process = cluster.Silos[random.Next(cluster.Silos.Count)].Process;
            await process.FreezeAsync();
            await Task.Delay(random.Next(20));
            await process.ThawAsync();
            await Task.WhenAny(trying, Task.Delay(random.Next(60)));
        }

        await trying;
        ShouldBeFresh(history, $"two silos, stuttering (seed {seed})", Tries);
    }

    [PostgresFact]
    public async Task A_silo_that_was_frozen_while_others_took_over_permits_nothing_when_it_wakes()
    {
        var history = new RecordedHistory();
        await using var cluster = await Harness.Cluster.StartAsync(2);
        for (var n = 1; n <= TakeOvers; n++)
        {
            await TakeOverAsync(cluster, cluster.Silos[n % 2], cluster.Silos[(n + 1) % 2], history, n);
            Progress.Say($"take-over {n} of {TakeOvers}: {history.Judge().Tries} tries");
        }

        ShouldBeFresh(history, $"{TakeOvers} silos frozen and woken", TakeOvers * Customers * Talk.QuestionsAtOnce);
    }

    /// <summary>Some of the customers live on the silo that is frozen, with permits in its memory; they are withdrawn at the other, and it is asked before it wakes.</summary>
    static async Task TakeOverAsync(Harness.Cluster cluster, SiloProcess frozen, SiloProcess heir, RecordedHistory history, int n)
    {
        string[] customers = [.. Enumerable.Range(0, Customers).Select(i => $"els/T{n}-{i}")];
        using var talk = new Talk(heir.Url, cluster.Key, history);
        await talk.PrepareAsync(customers);
        var askers = customers.Select(customer => (Customer: customer, Talk: new Talk(frozen.Url, cluster.Key, history))).ToList();
        foreach (var (customer, asker) in askers)
        {
            await talk.ConsentAsync(customer);
            while (await asker.AskAsync(customer, "the owner") is not > 0) await Task.Yield();
        }

        await frozen.FreezeAsync();
        await cluster.TakenOverAsync(frozen);
        foreach (var customer in customers)
        {
            await talk.WithdrawAsync(customer);
            while (await talk.AskAsync(customer, "its heir") is null) await Task.Yield();
        }

        var asked = askers.Select(asker => asker.Talk.AskAsync(asker.Customer, "the frozen one")).ToList();
        await frozen.ThawAsync();
        await Task.WhenAll(asked);
        askers.ForEach(asker => asker.Talk.Dispose());
        (await frozen.Process.EndedAsync()).Exit.ShouldBeOneOf(3, 134);
        await frozen.StartAsync();
        await cluster.BalancedAsync();
    }

    void ShouldBeFresh(RecordedHistory history, string what, int tries)
    {
        var (done, stale) = history.Judge();
        log.WriteLine($"{what}: {stale.Count} stale permits in {done} tries, {history.Permits} permits in all, {history.Unanswered} questions without an answer");
        stale.ShouldBeEmpty();
        done.ShouldBeGreaterThanOrEqualTo(tries);
        history.Permits.ShouldBeGreaterThan(0);
    }
}
