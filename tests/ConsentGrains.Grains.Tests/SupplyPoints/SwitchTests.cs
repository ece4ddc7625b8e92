using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>A switch as its senders see it: acknowledged after its last step, repeated without being done twice, taken back where a step is refused.</summary>
public sealed class SwitchTests
{
    readonly TestTime time = new();

    public static TheoryData<string> Kinds => Rig.Kinds;

    DateOnly Today => time.Now.Day;

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_application_is_acknowledged_once_the_losing_customer_is_marked(string kind)
    {
        await using var rig = await OpenAsync(kind);
        (await rig.Grains.AskAsync(Meter.WinBack)).Permitted.ShouldBeTrue();
        var accepted = await rig.Grains.AcceptedAsync(Apply);
        var (point, now) = await rig.Grains.ReadPointAsync();
        point.OpenSwitchAt(now)!.Stage.ShouldBe(SwitchStage.Applied);
        accepted.Version.ShouldBe(point.Version);
        (await rig.Grains.AskAsync(Meter.WinBack)).Reasons[0].Code.ShouldBe(ReasonCode.NotNeeded);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_cancelled_application_leaves_the_customer_as_he_was(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Apply);
        await rig.Grains.AcceptedAsync(Meter.Cancel);
        (await rig.Grains.AskAsync(Meter.WinBack)).Permitted.ShouldBeTrue();
        await rig.Grains.AcceptedAsync(Apply);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_completed_switch_changes_holder_retailer_and_both_contracts_from_its_day(string kind)
    {
        await using var rig = await OpenAsync(kind, Meter.OfRival);
        await SwitchAsync(rig.Grains, Meter.OfRival, Meter.OfEls, Today.AddDays(1));
        var (coming, now) = await rig.Grains.ReadPointAsync();
        (coming.RetailerAt(now), (await rig.Grains.ReadAsync(Meter.OfEls)).Contracts[0].StateAt(now)).ShouldBe((Meter.Rival, ContractState.Applied));
        time.Advance(TimeSpan.FromDays(1));
        var (point, then) = await rig.Grains.ReadPointAsync();
        (point.RetailerAt(then), point.HolderAt(then)!.Value.Customer).ShouldBe(("els", Meter.OfEls));
        (await rig.Grains.ReadAsync(Meter.OfEls)).Contracts[0].StateAt(then).ShouldBe(ContractState.Active);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_application_sent_again_under_its_key_gets_the_first_answer(string kind)
    {
        await using var rig = await OpenAsync(kind);
        var terms = Say.Key("once", Apply);
        var first = await rig.Grains.AcceptedAsync(Apply, terms);
        await rig.Grains.AcceptedAsync(Meter.Judge());
        var again = await rig.Grains.AcceptedAsync(Apply, terms);
        again.ShouldBe(first with { Repeated = true });
        await rig.RestartAsync();
        (await rig.Grains.AcceptedAsync(Apply, terms)).ShouldBe(again);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_application_whose_customer_can_not_be_marked_is_refused_now_and_when_sent_again(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await FillAsync(rig.Grains);
        var terms = Say.Key("once", Apply);
        var refused = (await rig.Grains.TellAsync(Apply, terms)).ShouldBeOfType<Outcome.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.TooManyEntries);
        var (point, now) = await rig.Grains.ReadPointAsync();
        (point.OpenSwitchAt(now), point.IsSettled).ShouldBe((null, true));
        (await rig.Grains.TellAsync(Apply, terms)).ShouldBe(refused);
        await rig.RestartAsync();
        (await rig.Grains.TellAsync(Apply, terms)).ShouldBe(refused);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_erased_customer_does_not_keep_the_point_from_being_switched(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Erase(Meter.OfEls.Number));
        await SwitchAsync(rig.Grains, Meter.OfEls, Meter.OfRival, Today);
        var (point, now) = await rig.Grains.ReadPointAsync();
        (point.RetailerAt(now), point.IsSettled).ShouldBe((Meter.Rival, true));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_step_that_can_not_be_taken_now_leaves_the_answer_open_and_the_next_command_takes_it(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Grains.AcceptedAsync(new Command.ToCustomer(Meter.OfRival, new CustomerCommand.Name()));
        rig.Journal.OnAppend = (append, write) => append.Stream.Kind == "customer" ? new(new ConsentGrains.Journal.AppendResult.Unavailable("not now")) : write();
        var terms = Say.Key("once", Apply);
        (await rig.Grains.TellAsync(Apply, terms)).ShouldBeOfType<Outcome.Unavailable>().MayHaveHappened.ShouldBeTrue();
        var (open, now) = await rig.Grains.ReadPointAsync();
        open.OpenSwitchAt(now).ShouldBeNull();
        rig.Journal.OnAppend = (_, write) => write();
        await rig.Grains.AcceptedAsync(Meter.Judge());
        (await rig.Grains.AcceptedAsync(Apply, terms)).Repeated.ShouldBeTrue();
        (await rig.Grains.ReadAsync(Meter.OfEls)).OpenSwitchesAway(time.Now).ShouldBe(1);
    }

    [Fact]
    public async Task Commands_that_come_all_at_once_are_each_carried_out_or_refused_by_name()
    {
        await using var rig = await OpenAsync("memory");
        var told = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
            await rig.Grains.TellAsync(i % 2 == 0 ? Apply : Meter.Cancel))));
        foreach (var outcome in told.OfType<Outcome.Refused>())
            outcome.Refusal.Code.ShouldBeOneOf(RefusalCode.SwitchNotOpen, RefusalCode.SupplyPointBusy);
        var (point, now) = await rig.Grains.ReadPointAsync();
        point.IsSettled.ShouldBeTrue();
        (await rig.Grains.ReadAsync(Meter.OfEls)).OpenSwitchesAway(now).ShouldBe(point.OpenSwitchAt(now) is null ? 0 : 1);
    }

    static Command Apply => Meter.Apply(Meter.OfEls, Meter.OfRival);

    static async Task SwitchAsync(IGrains grains, CustomerId losing, CustomerId gaining, DateOnly on)
    {
        await grains.AcceptedAsync(Meter.Apply(losing, gaining));
        await grains.AcceptedAsync(Meter.Judge());
        await grains.AcceptedAsync(Meter.Match);
        await grains.AcceptedAsync(Meter.Complete(on));
    }

    /// <summary>As many open switches as one customer can have.</summary>
    static async Task FillAsync(IGrains grains)
    {
        for (var i = 0; i < Core.Limits.EntriesPerCustomer; i++)
            await grains.AcceptedAsync(Say.To(Meter.OfEls.Number, new CustomerCommand.OpenSwitchAway($"point {i}", 1)));
    }

    async Task<Rig> OpenAsync(string kind, CustomerId? holder = null)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await Meter.MakeAsync(rig.Grains, Today, holder ?? Meter.OfEls);
        return rig;
    }
}
