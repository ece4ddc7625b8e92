namespace ConsentGrains.Grains.Tests;

public sealed class HistoryTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task History_tells_what_happened_who_said_so_and_on_what_evidence(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var envelope = new Envelope("els", "key-1", "form 7", "counter", "Sato", "call-9");
        var told = (await rig.Grains.TellAsync(Say.Consent("C-1"), envelope, CommandTerms.None, CancellationToken.None)).ShouldBeOfType<Outcome.Accepted>();
        await rig.RestartAsync();
        var history = await rig.Grains.HistoryAsync("C-1");
        history.Select(e => e.Type).ShouldBe(["customer.enrolled.v1", "consent.given.v1"]);
        (history[1].Version, history[1].Recorded, history[1].Envelope).ShouldBe((2, told.Recorded, envelope));
        history[1].Event.ShouldBeOfType<CustomerEvent.ConsentGiven>().Recipient.ShouldBe(Say.Partner);
        (await rig.Grains.HistoryAsync("nobody")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_moment_has_the_state_of_what_was_recorded_by_then(string kind)
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync(kind, time);
        time.Advance(TimeSpan.FromHours(1));
        var start = time.Now;
        time.Advance(TimeSpan.FromHours(1));
        var enrolled = await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        time.Advance(TimeSpan.FromHours(1));
        var given = await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        time.Advance(TimeSpan.FromHours(1));
        var withdrawn = await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"));
        for (var restart = 0; restart < 2; restart++)
        {
            await SaysAsync(start, ReasonCode.CustomerUnknown);
            await SaysAsync(Before(enrolled), ReasonCode.CustomerUnknown);
            await SaysAsync(enrolled.Recorded, ReasonCode.ConsentMissing);
            await SaysAsync(Before(given), ReasonCode.ConsentMissing);
            await SaysAsync(given.Recorded, null);
            await SaysAsync(Before(withdrawn), null);
            await SaysAsync(withdrawn.Recorded, ReasonCode.ConsentWithdrawn);
            (await rig.Grains.ReadAsync("C-1", given.Recorded)).Version.ShouldBe(2);
            await rig.RestartAsync();
        }

        async Task SaysAsync(Instant at, ReasonCode? reason)
        {
            var answer = await rig.Grains.AskAsync(Say.Provide("C-1", at));
            (answer.Primary, answer.AsOf).ShouldBe((reason, at));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_moment_has_the_directory_of_then(string kind)
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync(kind, time);
        var recorded = new List<Instant> { rig.Grains.Directory.Recorded };
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            recorded.Add((await rig.Grains.AcceptedAsync(Say.Party("p" + i))).Recorded);
        }

        await rig.RestartAsync();
        for (var i = 0; i < recorded.Count; i++)
        {
            (await rig.Grains.ReadDirectoryAsync(recorded[i], CancellationToken.None)).Version.ShouldBe(i + 1);
            (await rig.Grains.ReadDirectoryAsync(new(recorded[i].Micros - 1), CancellationToken.None)).Version.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_moment_to_come_is_denied_until_it_has_come()
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync("memory", time);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        var tomorrow = new Instant(time.Now.Micros + 86_400_000_000);
        (await rig.Grains.AskAsync(Say.Provide("C-1", tomorrow))).Primary.ShouldBe(ReasonCode.AtInFuture);
        time.Advance(TimeSpan.FromDays(1));
        (await rig.Grains.AskAsync(Say.Provide("C-1", tomorrow))).Permitted.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_moment_once_asked_about_never_changes_though_the_clock_stands_still(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind, new TestTime());
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var answers = new List<Answer>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await rig.Grains.AskAsync(Say.Provide("C-1")));
            await rig.Grains.AcceptedAsync(i % 2 == 0 ? Say.Consent("C-1") : Say.Withdraw("C-1"));
            await rig.Grains.AcceptedAsync(Say.Party("p" + i));
        }

        foreach (var answer in answers) (await rig.Grains.AskAsync(Say.Provide("C-1", answer.AsOf))).Text().ShouldBe(answer.Text());
    }

    static Instant Before(Outcome.Accepted accepted) => new(accepted.Recorded.Micros - 1);
}
