using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Tests.Index;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>A switch that is not matched in time lapses by itself: never before its day is over in Japan, once, also after a restart.</summary>
public sealed class LapseTests
{
    readonly TestTime time = new();

    public static TheoryData<string> Kinds => Rig.Kinds;

    DateOnly Last => new(2026, 11, 26);

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_switch_lapses_when_its_last_day_for_matching_is_over_and_not_a_second_before(string kind)
    {
        await using var rig = await OpenAsync(kind);
        var over = Instant.StartOf(Last.AddDays(1));
        time.Advance(TimeSpan.FromMicroseconds(over.Micros - time.Now.Micros) - TimeSpan.FromSeconds(1));
        await rig.Index.PassAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Applied);
        time.Advance(TimeSpan.FromSeconds(1));
        await rig.Index.PassAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Lapsed);
        var (_, now) = await rig.Grains.ReadPointAsync();
        (await rig.Grains.ReadAsync(Meter.OfEls)).OpenSwitchesAway(now).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_came_due_while_the_registry_was_down_lapses_after_its_start_and_once(string kind)
    {
        await using var rig = await OpenAsync(kind);
        time.Advance(TimeSpan.FromDays(30));
        await rig.RestartAsync();
        for (var i = 0; i < 3; i++) await rig.Index.PassAsync(default);
        var (point, _) = await rig.Grains.ReadPointAsync();
        (point.Switch!.Stage, point.Version).ShouldBe((SwitchStage.Lapsed, 5));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_index_that_lags_lapses_nothing_that_was_matched_meanwhile(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Index.PassAsync(default);
        await rig.Grains.AcceptedAsync(Meter.Judge());
        await rig.Grains.AcceptedAsync(Meter.Match);
        time.Advance(TimeSpan.FromDays(30));
        // Of what happened since the last pass the index knows nothing.
        await rig.Index.Keeper.TurnAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Matched);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_later_application_is_held_to_its_own_last_day(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Index.PassAsync(default);
        await rig.Grains.AcceptedAsync(Meter.Cancel);
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival, Meter.SwitchedIfMatchedOn(Last.AddDays(7))));
        time.Advance(TimeSpan.FromDays(7));
        // The index still knows of the first application only, whose last day is over.
        await rig.Index.Keeper.TurnAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Applied);
        await rig.Index.PassAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Applied);
        time.Advance(TimeSpan.FromDays(7));
        await rig.Index.PassAsync(default);
        (await StageAsync(rig)).ShouldBe(SwitchStage.Lapsed);
    }

    static async Task<SwitchStage> StageAsync(IndexRig rig) => (await rig.Grains.ReadPointAsync()).State.Switch!.Stage;

    async Task<IndexRig> OpenAsync(string kind)
    {
        var rig = await IndexRig.OpenAsync(kind, time);
        await Meter.MakeAsync(rig.Grains, rig.Today, Meter.OfEls);
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival, Meter.SwitchedIfMatchedOn(Last)));
        return rig;
    }
}
