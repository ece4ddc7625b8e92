namespace ConsentGrains.Grains.Tests;

public sealed class EraseTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_erased_customer_is_denied_as_of_every_moment_and_has_no_history(string kind)
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync(kind, time);
        time.Advance(TimeSpan.FromHours(1));
        var before = time.Now;
        time.Advance(TimeSpan.FromDays(1));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        var during = time.Now;
        time.Advance(TimeSpan.FromDays(1));
        await rig.Grains.AcceptedAsync(Say.Erase("C-1"), Say.Key("E"));
        for (var restart = 0; restart < 2; restart++)
        {
            foreach (var at in new Instant?[] { null, before, during, time.Now })
                (await rig.Grains.AskAsync(Say.Provide("C-1", at))).Primary.ShouldBe(ReasonCode.CustomerErased);
            (await rig.Grains.HistoryAsync("C-1")).ShouldBeEmpty();
            (await rig.Grains.ReadAsync("C-1")).ShouldBe(new CustomerState { Erased = true }, new SameState());
            (await rig.Grains.TellAsync(Say.Enrol("C-1"))).ShouldBeOfType<Outcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.CustomerErased);
            (await rig.Grains.TellAsync(Say.Withdraw("C-1"))).ShouldBeOfType<Outcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.CustomerErased);
            (await rig.Grains.AcceptedAsync(Say.Erase("C-1"), Say.Key("E"))).Repeated.ShouldBeTrue();
            await rig.RestartAsync();
        }

        (await rig.Journal.VerifyAsync(null, CancellationToken.None)).ShouldBe(4);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Others_stay_as_they_are(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        foreach (var number in new[] { "C-1", "C-2" })
        {
            await rig.Grains.AcceptedAsync(Say.Enrol(number));
            await rig.Grains.AcceptedAsync(Say.Consent(number));
        }

        await rig.Grains.AcceptedAsync(Say.Erase("C-1"));
        await rig.RestartAsync();
        (await rig.Grains.MayAsync("C-2")).ShouldBeTrue();
        (await rig.Grains.HistoryAsync("C-2")).Count.ShouldBe(2);
    }

    sealed class SameState : IEqualityComparer<CustomerState>
    {
        public bool Equals(CustomerState? x, CustomerState? y) => x!.Text() == y!.Text();

        public int GetHashCode(CustomerState obj) => 0;
    }
}
