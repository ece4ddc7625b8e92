namespace ConsentGrains.Grains.Tests;

public sealed class IdempotencyTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_late_repeat_of_a_consent_does_not_undo_the_withdrawal_after_it(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var first = await rig.Grains.AcceptedAsync(Say.Consent("C-1"), Say.Key("K1"));
        await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"), Say.Key("K2"));
        (await rig.Grains.AcceptedAsync(Say.Consent("C-1"), Say.Key("K1"))).ShouldBe(first with { Repeated = true });
        (await rig.Grains.MayAsync("C-1")).ShouldBeFalse();
        await rig.RestartAsync();
        (await rig.Grains.AcceptedAsync(Say.Consent("C-1"), Say.Key("K1"))).ShouldBe(first with { Repeated = true });
        (await rig.Grains.MayAsync("C-1")).ShouldBeFalse();
        (await rig.Grains.HistoryAsync("C-1")).Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_used_for_another_command_is_refused(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"), Say.Key("K1"));
        (await rig.Grains.TellAsync(Say.Consent("C-1"), Say.Key("K1", Say.Consent("C-1")))).ShouldBeOfType<Outcome.KeyReused>();
        (await rig.Grains.ReadAsync("C-1")).Version.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_belongs_to_one_actor_and_one_customer(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"), Say.Key("K1"));
        (await rig.Grains.AcceptedAsync(Say.Enrol("C-2"), Say.Key("K1"))).Repeated.ShouldBeFalse();
        var other = await rig.Grains.TellAsync(Say.Consent("C-1"), new("admin"), Say.Key("K1"), CancellationToken.None);
        other.ShouldBeOfType<Outcome.Accepted>().Repeated.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_repeat_gets_its_first_answer_even_where_it_would_be_refused_now(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var scope = new StopScope(Act: "provide");
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.OrderStop(scope)));
        var lift = Say.To("C-1", new CustomerCommand.LiftStop(scope));
        var first = await rig.Grains.AcceptedAsync(lift, Say.Key("K1", ifMatch: 2));
        (await rig.Grains.TellAsync(lift)).ShouldBeOfType<Outcome.Refused>();
        (await rig.Grains.AcceptedAsync(lift, Say.Key("K1", ifMatch: 2))).ShouldBe(first with { Repeated = true });
        (await rig.Grains.TellAsync(lift, Say.Key("K2", ifMatch: 2))).ShouldBe(new Outcome.Conflict(2, 3));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_refused_command_may_be_tried_again_under_its_key(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        (await rig.Grains.TellAsync(Say.Consent("C-1"), Say.Key("K1"))).ShouldBeOfType<Outcome.Refused>();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        (await rig.Grains.AcceptedAsync(Say.Consent("C-1"), Say.Key("K1"))).Repeated.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task If_match_lets_only_the_one_through_who_saw_the_newest_state(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"), new(IfMatch: 0));
        (await rig.Grains.TellAsync(Say.Consent("C-1"), new(IfMatch: 0))).ShouldBe(new Outcome.Conflict(0, 1));
        (await rig.Grains.AcceptedAsync(Say.Consent("C-1"), new(IfMatch: 1))).Version.ShouldBe(2);
        (await rig.Grains.TellAsync(Say.Party("other"), new(IfMatch: 7))).ShouldBe(new Outcome.Conflict(7, 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_at_once_who_saw_the_same_state_one_gets_through(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var racers = Enumerable.Range(0, 20).Select(_ => Task.Run(() => rig.Grains.TellAsync(Say.Consent("C-1"), new(IfMatch: 1)).AsTask()));
        var outcomes = await Task.WhenAll(racers);
        outcomes.OfType<Outcome.Accepted>().ShouldHaveSingleItem().Version.ShouldBe(2);
        outcomes.Count(o => o == new Outcome.Conflict(1, 2)).ShouldBe(19);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_at_once_under_one_key_one_is_carried_out(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var racers = Enumerable.Range(0, 20).Select(_ => Task.Run(() => rig.Grains.AcceptedAsync(Say.Consent("C-1"), Say.Key("K1"))));
        var outcomes = await Task.WhenAll(racers);
        outcomes.Count(o => !o.Repeated).ShouldBe(1);
        outcomes.ShouldAllBe(o => o.Version == 2);
        (await rig.Grains.HistoryAsync("C-1")).Count.ShouldBe(2);
    }
}
