using Xunit.Abstractions;

namespace ConsentGrains.Grains.Tests;

/// <summary>Promise 1: from the moment a withdrawal is acknowledged nobody is permitted any more. First a path that breaks it is built on purpose, a cache
/// of answers that is emptied before each acknowledgement; the same schedules that catch it find nothing on the real path.</summary>
[Collection("races")]
public sealed class NewEnemyTests(ITestOutputHelper output)
{
    const int Tries = 100_000;

    /// <summary>What the wrong path is given to show itself: mostly a few hundred tries do, but the scheduler of a busy machine may be kind to it for long.</summary>
    const int MostTries = 50 * Tries;

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_answer_on_its_way_into_a_cache_outlives_the_withdrawal_and_the_real_path_has_no_such_place(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        var cache = new CachedAnswers(rig.Grains);
        (await PlayAsync(rig.Grains, "C-1", cache.TellAsync, cache.AskAsync, cache)).ShouldBeTrue("the schedule no longer provokes the stale permit");
        (await PlayAsync(rig.Grains, "C-2", Telling(rig.Grains), rig.Grains.AskAsync, cache)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cache_gives_stale_permits_and_the_real_path_none_in_a_hundred_thousand_tries()
    {
        var seed = Random.Shared.Next();
        await using var rig = await Rig.OpenAsync("memory");
        rig.Journal.OnAppend = new Latency(seed, 6).AroundAsync;
        var cache = new CachedAnswers(rig.Grains) { BeforeKeeping = new Latency(seed, 100).PassAsync };
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-2"));
        var wrong = await new Schedule(cache.TellAsync, cache.AskAsync, "C-1").RunAsync(MostTries, untilStale: true);
        var real = await new Schedule(Telling(rig.Grains), rig.Grains.AskAsync, "C-2").RunAsync(Tries, untilStale: false);
        output.WriteLine($"seed {seed}: through the cache {wrong}, on the real path {real}");
        wrong.Stale.ShouldBeGreaterThan(0, "the schedule no longer provokes the stale permit");
        real.Stale.ShouldBe(0, $"seed {seed}");
        real.Tries.ShouldBeGreaterThanOrEqualTo(Tries);
    }

    /// <summary>Permitted after the withdrawal was acknowledged? The asker is held between having the answer and keeping it.</summary>
    static async Task<bool> PlayAsync(
        LocalGrains grains, string number, Func<Command, Task> tell, Func<Question, ValueTask<Answer>> ask, CachedAnswers cache)
    {
        await grains.AcceptedAsync(Say.Enrol(number));
        await tell(Say.Consent(number));
        var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        cache.BeforeKeeping = () =>
        {
            reached.TrySetResult();
            return released.Task;
        };
        var asked = ask(Say.Provide(number)).AsTask();
        await Task.WhenAny(reached.Task, asked);
        await tell(Say.Withdraw(number));
        released.SetResult();
        (await asked).Permitted.ShouldBeTrue();
        return (await ask(Say.Provide(number))).Permitted;
    }

    static Func<Command, Task> Telling(LocalGrains grains) => command => grains.AcceptedAsync(command);

    /// <summary>The wrong path.</summary>
    sealed class CachedAnswers(LocalGrains grains)
    {
        readonly System.Collections.Concurrent.ConcurrentDictionary<string, Answer> kept = new();

        public Func<Task> BeforeKeeping { get; set; } = () => Task.CompletedTask;

        public async Task TellAsync(Command command)
        {
            await grains.AcceptedAsync(command);
            kept.Clear();
        }

        public async ValueTask<Answer> AskAsync(Question question)
        {
            if (kept.TryGetValue(question.Customer!, out var known)) return known;
            var answer = await grains.AskAsync(question);
            await BeforeKeeping();
            return kept[question.Customer!] = answer;
        }
    }

    /// <summary>One tells: consent, withdrawal, consent … and asks at once after each withdrawal; three others ask all the time, and so much so that each consent is seen.
    /// A try is a question begun after a withdrawal was acknowledged and answered before the next consent was sent.</summary>
    sealed class Schedule(Func<Command, Task> tell, Func<Question, ValueTask<Answer>> ask, string number)
    {
        const int TriesPerWithdrawal = 60;
        const int AsksPerConsent = 20;
        readonly Question question = Say.Provide(number);
        int tries;
        int stale;
        int permits;
        int asked;

        /// <summary>Odd from before a consent is sent until its withdrawal is acknowledged.</summary>
        int round;
        bool over;

        public async Task<(int Tries, int Stale)> RunAsync(int enough, bool untilStale)
        {
            var askers = Enumerable.Range(0, 3).Select(_ => Task.Run(KeepAskingAsync)).ToList();
            while (Volatile.Read(ref tries) < enough && !(untilStale && Volatile.Read(ref stale) > 0))
            {
                Interlocked.Increment(ref round);
                await tell(Say.Consent(number));
                // A stale deny may be in the way of the permit for ever.
                var (permitted, patience) = (Volatile.Read(ref permits), Volatile.Read(ref asked) + AsksPerConsent);
                while (Volatile.Read(ref permits) == permitted && Volatile.Read(ref asked) < patience) await Task.Yield();
                await tell(Say.Withdraw(number));
                Interlocked.Increment(ref round);
                var due = Volatile.Read(ref tries) + TriesPerWithdrawal;
                while (Volatile.Read(ref tries) < due) await TryAsync();
            }

            Volatile.Write(ref over, true);
            await Task.WhenAll(askers);
            permits.ShouldBeGreaterThan(0, "nothing was ever permitted");
            return (tries, stale);
        }

        async Task KeepAskingAsync()
        {
            while (!Volatile.Read(ref over))
            {
                await TryAsync();
                await Task.Yield();
            }
        }

        async Task TryAsync()
        {
            var before = Volatile.Read(ref round);
            var permitted = (await ask(question)).Permitted;
            Interlocked.Increment(ref asked);
            if (permitted) Interlocked.Increment(ref permits);
            if (before % 2 == 1 || Volatile.Read(ref round) != before) return;
            if (permitted) Interlocked.Increment(ref stale);
            Interlocked.Increment(ref tries);
        }
    }
}
