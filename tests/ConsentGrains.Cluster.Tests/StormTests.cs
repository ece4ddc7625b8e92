using System.Diagnostics;
using ConsentGrains.Cluster.Tests.Harness;
using ConsentGrains.Journal.Tests.Postgres;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Load;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Cluster.Tests;

/// <summary>Three silos under load: killed, frozen, drained, cut off, restarted one after the other. Nothing stale is answered, nothing acknowledged is lost or
/// done twice. How long each took is printed; on a busy machine it says little, so only what must hold anywhere is demanded.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>As `./build.sh soak cluster` runs it: every silo is restarted in turn as well.</summary>
    static readonly bool IsSoak = Environment.GetEnvironmentVariable("SOAK_ROUNDS") is { Length: > 0 };

    [PostgresFact]
    public async Task The_promises_hold_whatever_happens_to_silos()
    {
        await using var cluster = await Harness.Cluster.StartAsync(3);
        using var client = cluster.Client();
        var crowd = new Crowd(2);
        await crowd.BeginAsync(client);
        var withdrawals = new Withdrawals(cluster, 12);
        await withdrawals.BeginAsync();
        var enough = false;
        var lives = crowd.LiveAsync(client, () => Volatile.Read(ref enough));

        await MeasuredAsync("nothing", withdrawals, () => Task.Delay(TimeSpan.FromSeconds(3)));
        await MeasuredAsync("kill -9", withdrawals, cluster.Silos[1].KillAsync);
        await MeasuredAsync("a silo added", withdrawals, () => BackAsync(cluster, cluster.Silos[1]));
        await MeasuredAsync("SIGSTOP", withdrawals, () => FreezeAsync(cluster, cluster.Silos[2]));
        await WakeAsync(cluster, cluster.Silos[2]);
        await MeasuredAsync("drain", withdrawals, async () => (await cluster.Silos[0].TerminateAsync()).Exit.ShouldBe(0, cluster.Silos[0].Process.Error));
        await BackAsync(cluster, cluster.Silos[0]);
        await CutAsync(cluster, withdrawals);
        foreach (var silo in IsSoak ? cluster.Silos : [])
            await MeasuredAsync($"restart of {silo.Name}", withdrawals, async () =>
            {
                (await silo.TerminateAsync()).Exit.ShouldBe(0, silo.Process.Error);
                await BackAsync(cluster, silo);
            });

        await withdrawals.EndAsync();
        Volatile.Write(ref enough, true);
        await lives;
        output.WriteLine($"{withdrawals.Asked} questions, {crowd.Count} commands of lives; {string.Join(", ", crowd.Refusals.Select(r => $"{r.Key} {r.Value}"))}");
        withdrawals.Wrong.ShouldBeEmpty();
        await crowd.ShouldBeKnownAsync(client, "after the storm");
        (await crowd.ShouldEndAsUsualAsync(client, "after the storm")).ShouldBeGreaterThan(0);
        await cluster.StopAsync();
        var verified = await cluster.RunServerAsync("journal", "verify");
        verified.Output.ShouldContain("rows, every one as it was written", Case.Sensitive, verified.Error);
    }

    /// <summary>Both reach the database, and neither the other: each answers for what it owns, nothing stale, and all is well again once they meet.</summary>
    [PostgresFact]
    public async Task Silos_that_are_cut_off_from_each_other_answer_for_what_they_own_and_nothing_stale()
    {
        await using var cluster = await Harness.Cluster.StartAsync(0);
        await cluster.AddBehindAsync(out var first);
        await cluster.AddBehindAsync(out var second);
        await using var lines = first;
        await using var others = second;
        await cluster.BalancedAsync();
        var withdrawals = new Withdrawals(cluster, 12);
        await withdrawals.BeginAsync();
        await withdrawals.LongestAsync().WaitAsync(Patience);

        var (asked, unanswered) = (withdrawals.Asked, withdrawals.Unanswered);
        first.Cut();
        second.Cut();
        while (withdrawals.Unanswered < unanswered + 12 || withdrawals.Asked < asked + 48) await Task.Delay(Patient.Pause).WaitAsync(Patience);
        first.Mend();
        second.Mend();
        await MeasuredAsync("met again", withdrawals, () => Task.CompletedTask);
        foreach (var silo in cluster.Silos) await AnswersAgainAsync(cluster, silo);

        await withdrawals.EndAsync();
        output.WriteLine($"{withdrawals.Asked} answers, {withdrawals.Unanswered} questions without one");
        withdrawals.Wrong.ShouldBeEmpty();
        await cluster.StopAsync();
        (await cluster.RunServerAsync("journal", "verify")).Output.ShouldContain("rows, every one as it was written", Case.Sensitive);
    }

    /// <summary>Orleans may have found it lost meanwhile: then it ends by itself, and whoever runs it starts it again.</summary>
    static async Task AnswersAgainAsync(Harness.Cluster cluster, SiloProcess silo)
    {
        try
        {
            await ReadAllAsync(cluster, silo);
        }
        catch (HttpRequestException)
        {
            silo.GiveUp();
            (await silo.Process.EndedAsync()).Exit.ShouldBeOneOf(3, 134);
            await silo.StartAsync();
            await ReadAllAsync(cluster, silo);
        }
    }

    static async Task ReadAllAsync(Harness.Cluster cluster, SiloProcess silo)
    {
        using var client = cluster.ClientOf(silo);
        for (var i = 0; i < 12; i++) await client.ReadPatientlyAsync($"/v1/customers/els/W-{i}").WaitAsync(Patience);
    }

    async Task MeasuredAsync(string what, Withdrawals withdrawals, Func<Task> happens)
    {
        withdrawals.Reset();
        var began = Stopwatch.GetTimestamp();
        await happens();
        var longest = await withdrawals.LongestAsync().WaitAsync(Patience);
        Say($"{what}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s in all, longest without an answer {longest.TotalSeconds:0.00} s");
    }

    void Say(string line)
    {
        output.WriteLine(line);
        Progress.Say(line);
    }

    static async Task BackAsync(Harness.Cluster cluster, SiloProcess silo)
    {
        await silo.StartAsync();
        await cluster.BalancedAsync();
    }

    static async Task FreezeAsync(Harness.Cluster cluster, SiloProcess silo)
    {
        await silo.FreezeAsync();
        await cluster.TakenOverAsync(silo);
    }

    /// <summary>What it owned was taken over: it finds out, answers nothing, and ends.</summary>
    static async Task WakeAsync(Harness.Cluster cluster, SiloProcess silo)
    {
        await silo.ThawAsync();
        (await silo.Process.EndedAsync()).Exit.ShouldBeOneOf(3, 134);
        await BackAsync(cluster, silo);
    }

    async Task CutAsync(Harness.Cluster cluster, Withdrawals withdrawals)
    {
        await using var line = new CutLine((await PostgresJournals.Shared).Server.Folder);
        var silo = cluster.Silos[2];
        await silo.TerminateAsync();
        silo.Connection = line.Over(cluster.Connection);
        await BackAsync(cluster, silo);
        await MeasuredAsync("cut off from the database", withdrawals, async () =>
        {
            line.Cut();
            await cluster.TakenOverAsync(silo);
        });
        line.Mend();
        silo.GiveUp();
        (await silo.Process.EndedAsync()).Exit.ShouldBeOneOf(3, 134);
        silo.Connection = cluster.Connection;
        await BackAsync(cluster, silo);
    }
}
