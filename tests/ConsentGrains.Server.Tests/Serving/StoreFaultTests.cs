using System.Globalization;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Faults;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>The store fails a server under load, in one way after the other: commands are answered 503 with a code, decisions only while they are provably
/// fresh, and it goes on by itself with nothing lost and nothing twice. `./build.sh soak faults` does it longer, and judges how fast it goes on.</summary>
public sealed class StoreFaultTests(ITestOutputHelper log)
{
    static readonly int Rounds = Setting("SOAK_FAULT_ROUNDS", 0);
    static readonly TimeSpan Hold = TimeSpan.FromSeconds(Setting("SOAK_FAULT_SECONDS", 0));
    static readonly TimeSpan MostRecovery = TimeSpan.FromSeconds(10);

    [PostgresFact]
    public async Task PostgreSQL_fails_in_every_way_and_the_server_goes_on_by_itself()
    {
        await using var journals = await PostgresJournals.OnAsync();
        await using var disk = SmallDisk.Possible ? await SmallDisk.MakeAsync() : null;
        var database = disk is null ? await journals.NewAsync() : await journals.NewOnAsync(disk.Root);
        using var folder = new Folder();
        var faults = new PostgresFaults(journals.Server, database, disk);
        await TryAsync(folder, journals.ConnectionTo(database), folder["data"], _ => faults.All(), disk);
    }

    [Fact]
    public async Task A_SQLite_file_fails_in_every_way_and_the_server_goes_on_by_itself()
    {
        using var folder = new Folder();
        await using var disk = SmallDisk.Possible ? await SmallDisk.MakeAsync() : null;
        var data = Path.Combine(disk?.Root ?? folder.Root, "data");
        await TryAsync(folder, null, data, server => new SqliteFaults(server, Path.Combine(data, "journal.db"), disk).All(), disk);
    }

    async Task TryAsync(Folder folder, string? database, string data, Func<ServerProcess, IEnumerable<StoreFault>> faults, SmallDisk? disk)
    {
        if (disk is null) log.WriteLine("A full disk is NOT tried: only root may mount one of its own size.");
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] args = ["--data", data, "--master-key-file", folder["master.key"]];
        await using (var server = await ServerProcess.StartAsync(folder, database, ["serve", .. args]))
        {
            using var client = server.Client(Printed.AdminKey(server.Output));
            var all = Enumerable.Range(0, Math.Max(1, Rounds)).SelectMany(_ => faults(server)).ToList();
            var seen = await new FaultTrial(client).RunAsync(all, Hold, Say);
            if (Rounds > 0) seen.Where(s => s.Commands > MostRecovery || s.Decisions > MostRecovery).ShouldBeEmpty();
            await server.TerminateAsync();
            (await server.EndedAsync()).Exit.ShouldBe(0);
        }

        var verified = database is null ? await Ended.OfAsync(["journal", "verify", .. args]) : await ServerProcess.RunOnAsync(folder, database, ["journal", "verify", .. args]);
        verified.Exit.ShouldBe(0, verified.Error);
    }

    void Say(string line)
    {
        log.WriteLine(line);
        Progress.Say(line);
    }

    static int Setting(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
