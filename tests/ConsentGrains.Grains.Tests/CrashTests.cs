using Xunit.Abstractions;

namespace ConsentGrains.Grains.Tests;

/// <summary>Seeded random commands with crashes between append and answer, checked against a model: nothing acknowledged is lost, nothing is done
/// twice, nothing that was refused is done.</summary>
[Collection("races")]
public sealed class CrashTests(ITestOutputHelper output)
{
    const int Rounds = 8;

    /// <summary>How the scheduler treats the clients decides what a crash meets: rounds go on until every outcome was met, at most so many.</summary>
    const int MostRounds = 400;
    const int Clients = 4;

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_acknowledged_survives_every_crash_and_happened_once(string kind)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var rig = await Rig.OpenAsync(kind, options: new GrainOptions(ResidentCustomers: 3));
        var clients = Enumerable.Range(0, Clients).Select(i => new CrashClient(new(seed + i), $"C-{i}")).ToList();
        for (var round = 0; round < Rounds || (round < MostRounds && !MetEveryOutcome(clients)); round++)
        {
            var crash = new CrashingJournal(new(seed - round), Clients);
            rig.Journal.OnAppend = crash.AppendAsync;
            try
            {
                var working = clients.ConvertAll(c => Task.Run(() => c.WorkAsync(rig.Grains, crash)));
                await await Task.WhenAny(working.Append(crash.CrashedAsync));
                await Task.WhenAll(working);
            }
            finally
            {
                await rig.CrashAsync();
            }

            rig.Journal.OnAppend = (_, write) => write();
            foreach (var client in clients) await client.CheckAsync(rig.Grains, $"seed {seed}, round {round}");
            await rig.Journal.VerifyAsync(null, CancellationToken.None);
        }

        output.WriteLine($"{clients.Sum(c => c.Acknowledged)} acknowledged, {clients.Sum(c => c.Doubtful)} in doubt, {clients.Sum(c => c.Happened)} of them had happened");
        MetEveryOutcome(clients).ShouldBeTrue($"seed {seed}");
    }

    /// <summary>Enough acknowledged; of those in doubt some had happened and some had not.</summary>
    static bool MetEveryOutcome(List<CrashClient> clients)
    {
        var (acknowledged, doubtful, happened) = (clients.Sum(c => c.Acknowledged), clients.Sum(c => c.Doubtful), clients.Sum(c => c.Happened));
        return acknowledged > 100 && happened > 0 && doubtful > happened;
    }
}
