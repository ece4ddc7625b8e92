using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>A customer and a supply point in one answer: both as they were at one moment, or no answer.</summary>
public sealed class TwoGrainTests
{
    readonly TestTime time = new();

    static Question AboutThePoint => Say.Provide(Meter.OfEls.Number) with { SupplyPoint = Meter.Point.Digits };

    static Command Consent => Say.Consent(Meter.OfEls.Number);

    static Command Withdraw => Say.Withdraw(Meter.OfEls.Number);

    [Fact]
    public async Task Whoever_reads_one_after_the_other_puts_together_what_never_was_and_an_answer_does_not()
    {
        await using var rig = await OpenAsync();
        await rig.Grains.AcceptedAsync(Consent);
        await PutPointAwayAsync(rig);
        // The race, provoked: between the two reads the customer withdraws and the point changes.
        var customer = await rig.Grains.ReadAsync(Meter.OfEls);
        await rig.Grains.AcceptedAsync(Withdraw);
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.IssueLookUp(Meter.OfEls, Meter.Rival, 1)));
        var point = (await rig.Grains.ReadPointAsync()).State;
        var naive = Decider.Decide(AboutThePoint, new DecisionInput(customer, rig.Grains.Directory, point.Recorded, point.Recorded, Point: point));
        naive.CustomerVersion.ShouldBeLessThan((await rig.Grains.ReadAsync(Meter.OfEls, point.Recorded)).Version);

        // The same race within an answer: the customer moves while the point is loaded.
        await rig.Grains.AcceptedAsync(Consent);
        await PutPointAwayAsync(rig);
        rig.Journal.OnRead = async stream =>
        {
            if (stream.Kind != "supply-point") return;
            rig.Journal.OnRead = _ => ValueTask.CompletedTask;
            await rig.Grains.AcceptedAsync(Withdraw);
        };
        var before = (await rig.Grains.ReadAsync(Meter.OfEls)).Version;
        var answer = await rig.Grains.AskAsync(AboutThePoint);
        answer.CustomerVersion.ShouldBe(before + 1);
        answer.Reasons.ShouldContain(r => r.Code == ReasonCode.ConsentWithdrawn);
    }

    [Fact]
    public async Task A_customer_that_keeps_moving_while_the_point_is_read_gets_no_answer()
    {
        await using var rig = await OpenAsync();
        var moves = 0;
        await StandAheadAsync(rig);
        rig.Journal.OnObserve = stream =>
        {
            if (stream.Kind == "directory") Move(rig, moves++);
        };
        await Should.ThrowAsync<UnavailableException>(async () => await rig.Grains.AskAsync(AboutThePoint));
        moves.ShouldBe(Grains.Limits.AskTriesWithPoint);
    }

    [Fact]
    public async Task A_customer_that_moves_three_times_is_answered_at_the_fourth()
    {
        await using var rig = await OpenAsync();
        var moves = 0;
        await StandAheadAsync(rig);
        rig.Journal.OnObserve = stream =>
        {
            if (stream.Kind == "directory" && moves < Grains.Limits.AskTriesWithPoint - 1) Move(rig, moves++);
        };
        var answer = await rig.Grains.AskAsync(AboutThePoint);
        answer.CustomerVersion.ShouldBe((await rig.Grains.ReadAsync(Meter.OfEls)).Version);
        moves.ShouldBe(Grains.Limits.AskTriesWithPoint - 1);
    }

    [Fact]
    public async Task An_answer_as_of_a_moment_is_taken_from_both_histories()
    {
        await using var rig = await OpenAsync();
        time.Advance(TimeSpan.FromHours(1));
        var before = time.Now;
        var then = await rig.Grains.AskAsync(AboutThePoint with { At = before });
        time.Advance(TimeSpan.FromHours(1));
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival));
        await rig.Grains.AcceptedAsync(Consent);
        (await rig.Grains.AskAsync(AboutThePoint with { At = before })).Text().ShouldBe(then.Text());
        var now = await rig.Grains.AskAsync(AboutThePoint);
        (now.PointVersion, then.PointVersion).ShouldBe((3, 1));
        now.CustomerVersion.ShouldBe(then.CustomerVersion + 2);
    }

    [Fact]
    public async Task Joint_use_before_an_application_while_it_is_open_and_after_the_switch_is_decided_by_each_moment()
    {
        await using var rig = await OpenAsync();
        var moments = new List<Instant>();
        async Task TellAsync(params Command[] commands)
        {
            foreach (var command in commands) await rig.Grains.AcceptedAsync(command);
            time.Advance(TimeSpan.FromHours(1));
            moments.Add(time.Now);
            time.Advance(TimeSpan.FromHours(1));
        }

        await TellAsync();
        await TellAsync(Meter.Apply(Meter.OfEls, Meter.OfRival));
        await TellAsync(Meter.Judge(), Meter.Match, Meter.Complete(time.Now.Day));
        var told = new List<(bool Els, bool Rival)>();
        foreach (var at in moments)
            told.Add(((await rig.Grains.AskAsync(Meter.Arrange("els") with { At = at })).Permitted, (await rig.Grains.AskAsync(Meter.Arrange(Meter.Rival) with { At = at })).Permitted));
        told.ShouldBe([(true, false), (true, true), (false, false)]);
    }

    [Fact]
    public async Task A_point_nobody_registered_is_not_known()
    {
        await using var rig = await OpenAsync();
        var answer = await rig.Grains.AskAsync(AboutThePoint with { SupplyPoint = "0400000000000000000009" });
        (answer.PointVersion, answer.Reasons[0].Code).ShouldBe((0, ReasonCode.SupplyPointUnknown));
    }

    /// <summary>Recorded times ahead of the standing clock, so that an answer has to ask the journal for a moment.</summary>
    async Task StandAheadAsync(Rig rig)
    {
        for (var i = 0; i < 4; i++) await rig.Grains.AcceptedAsync(i % 2 == 0 ? Consent : Withdraw);
        (await rig.Grains.ReadAsync(Meter.OfEls)).Recorded.ShouldBeGreaterThan(time.Now);
    }

    // A journal in memory answers on the caller's thread or soon after: nobody waits for this one.
    static void Move(Rig rig, int times) => Task.Run(() => rig.Grains.AcceptedAsync(times % 2 == 0 ? Consent : Withdraw)).GetAwaiter().GetResult();

    async Task PutPointAwayAsync(Rig rig)
    {
        for (var i = 0; i < 2; i++) time.Advance(TimeSpan.FromMinutes(2 * Grains.Limits.IdleMinutes));
        rig.Grains.ResidentPoints.ShouldBe(0);
        // The customer is in memory again: only the point has to be loaded.
        await rig.Grains.ReadAsync(Meter.OfEls);
    }

    async Task<Rig> OpenAsync()
    {
        var rig = await Rig.OpenAsync("memory", time);
        await Meter.MakeAsync(rig.Grains, time.Now.Day, Meter.OfEls);
        return rig;
    }
}
