using Xunit.Abstractions;

namespace ConsentGrains.Grains.Tests;

/// <summary>Promise 4: what was answered live is answered again for ever when asked as of its own moment.</summary>
[Collection("races")]
public sealed class ReplayTests(ITestOutputHelper output)
{
    const int Customers = 16;
    const int AnswersPerAsker = 2_000;
    const int LeastAsksPerCommand = 5;
    const int MostAsksPerCommand = 15;

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Live_answers_given_while_commands_fly_are_given_again_as_of_their_moment(string kind)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var rig = await Rig.OpenAsync(kind);
        for (var i = 0; i < Customers; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
        rig.Journal.OnAppend = new Latency(seed, 20).AroundAsync;
        var race = new Race(rig.Grains, seed);
        var answers = await race.RunAsync();
        foreach (var (question, answer) in answers)
            (await rig.Grains.AskAsync(question with { At = answer.AsOf })).Text().ShouldBe(answer.Text(), $"seed {seed}");
        await rig.RestartAsync();
        foreach (var (question, answer) in answers.Where((_, i) => i % 20 == 0))
            (await rig.Grains.AskAsync(question with { At = answer.AsOf })).Text().ShouldBe(answer.Text(), $"seed {seed}, after a restart");
        var versions = answers.Select(a => (a.Answer.CustomerVersion, a.Answer.DirectoryVersion)).Distinct().Count();
        output.WriteLine($"{answers.Count} answers from {versions} pairs of versions");
        versions.ShouldBeGreaterThan(100);
    }

    /// <summary>Two who ask, two who tell customers, one who tells the directory; neither gets far ahead of the other.</summary>
    sealed class Race(LocalGrains grains, int seed)
    {
        int asked;
        int told;
        bool over;

        public async Task<List<(Question Question, Answer Answer)>> RunAsync()
        {
            var askers = Enumerable.Range(0, 2).Select(i => Task.Run(() => AskAsync(new(seed + i)))).ToList();
            var tellers = Enumerable.Range(2, 2).Select(i => Task.Run(() => TellCustomersAsync(new(seed + i)))).Append(Task.Run(TellDirectoryAsync)).ToList();
            var answers = await Task.WhenAll(askers);
            Volatile.Write(ref over, true);
            await Task.WhenAll(tellers);
            return [.. answers.SelectMany(a => a)];
        }

        async Task<List<(Question, Answer)>> AskAsync(Random random)
        {
            var answers = new List<(Question Question, Answer Answer)>();
            while (answers.Count < AnswersPerAsker)
            {
                while (Volatile.Read(ref asked) > (Volatile.Read(ref told) + 1) * MostAsksPerCommand) await Task.Yield();
                var question = Say.Provide($"C-{random.Next(Customers)}");
                answers.Add((question, await grains.AskAsync(question)));
                Interlocked.Increment(ref asked);
                if (random.Next(10) > 0) continue;
                var (again, answer) = answers[random.Next(answers.Count)];
                (await grains.AskAsync(again with { At = answer.AsOf })).Text().ShouldBe(answer.Text(), $"seed {seed}, while commands fly");
            }

            return answers;
        }

        async Task TellCustomersAsync(Random random)
        {
            for (var i = 0; await GoesOnAsync(); i++)
            {
                var number = $"C-{random.Next(Customers)}";
                await grains.AcceptedAsync(random.Next(2) == 0 ? Say.Consent(number) : Say.Withdraw(number));
            }
        }

        async Task TellDirectoryAsync()
        {
            for (var i = 0; await GoesOnAsync(); i++) await grains.AcceptedAsync(Say.Party($"p{i}"));
        }

        async Task<bool> GoesOnAsync()
        {
            Interlocked.Increment(ref told);
            var due = Volatile.Read(ref asked) + LeastAsksPerCommand;
            while (Volatile.Read(ref asked) < due && !Volatile.Read(ref over)) await Task.Yield();
            return !Volatile.Read(ref over);
        }
    }
}
