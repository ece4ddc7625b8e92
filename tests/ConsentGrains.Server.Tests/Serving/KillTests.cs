using System.Globalization;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Load;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`kill -9` under load, again and again, on every store: what was acknowledged is there, what was not is there once when it is sent again, switches
/// are carried to their end, and the chain verifies. `./build.sh soak crash` runs it longer.</summary>
public sealed class KillTests(ITestOutputHelper log)
{
    const int Writers = 8;
    static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SOAK_ROUNDS") ?? "5", CultureInfo.InvariantCulture);

    public static TheoryData<string> Stores => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [Theory, MemberData(nameof(Stores))]
    public async Task Killed_under_load_it_loses_nothing_and_does_nothing_twice(string store)
    {
        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] args = ["--data", folder["data"], "--master-key-file", folder["master.key"]];
        var database = store == "sqlite" ? null : (await PostgresJournals.Shared).ConnectionTo(await (await PostgresJournals.Shared).NewAsync());
        var crowd = new Crowd(Writers);
        string? key = null;
        for (var round = 1; round <= Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(folder, database, ["serve", .. args]);
            key ??= Printed.AdminKey(server.Output);
            using var client = server.Client(key);
            if (round == 1) await crowd.BeginAsync(client);
            await crowd.ShouldBeKnownAsync(client, $"seed {seed}, round {round}");
            await LiveUntilKilledAsync(server, client, crowd, crowd.Count + random.Next(20, 300));
            Progress.Say($"{store}, round {round} of {Rounds}: {crowd.Count} commands acknowledged, nothing lost");
        }

        await using (var last = await ServerProcess.StartAsync(folder, database, ["serve", .. args]))
        {
            using var client = last.Client(key!);
            await crowd.ShouldBeKnownAsync(client, $"seed {seed}, at the end");
            var lives = await crowd.ShouldEndAsUsualAsync(client, $"seed {seed}");
            log.WriteLine($"{store}: {Rounds} kills, {crowd.Count} commands acknowledged, {lives} customers, nothing lost, nothing twice");
            await last.KillAsync();
        }

        var verified = database is null ? await Ended.OfAsync(["journal", "verify", .. args]) : await ServerProcess.RunOnAsync(folder, database, ["journal", "verify", .. args]);
        verified.Exit.ShouldBe(0, verified.Error);
        log.WriteLine(verified.Output);
    }

    static async Task LiveUntilKilledAsync(ServerProcess server, HttpClient client, Crowd crowd, int until)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var living = crowd.LiveAsync(client, () =>
        {
            if (crowd.Count >= until) reached.TrySetResult();
            return false;
        });
        // The others go on writing while the signal is on its way.
        await Task.WhenAny(reached.Task, living);
        await server.KillAsync();
        await living;
    }
}
