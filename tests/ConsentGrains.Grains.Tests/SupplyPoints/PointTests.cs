using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>Supply points through the door: told, read now and as of a moment, put away and brought back.</summary>
public sealed class PointTests
{
    readonly TestTime time = new();

    public static TheoryData<string> Kinds => Rig.Kinds;

    DateOnly Today => time.Now.Day;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_point_lives_in_the_partition_of_its_area(string kind)
    {
        await using var rig = await OpenAsync(kind);
        rig.Journal.HeadOf(ConsentGrains.Journal.PartitionId.OfArea(3)).ShouldBe(1);
        rig.Grains.ResidentPoints.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_point_is_read_now_as_of_a_moment_and_after_a_restart(string kind)
    {
        await using var rig = await OpenAsync(kind);
        time.Advance(TimeSpan.FromHours(1));
        var before = time.Now;
        time.Advance(TimeSpan.FromHours(1));
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.MoveOut(Today)));
        await rig.RestartAsync();
        var (now, asOf) = await rig.Grains.ReadPointAsync();
        now.HolderAt(asOf).ShouldBeNull();
        var (then, at) = await rig.Grains.ReadPointAsync(before);
        at.ShouldBe(before);
        then.HolderAt(at)!.Value.Customer.ShouldBe(Meter.OfEls);
        (await rig.Grains.ReadPointAsync(new("0400000000000000000001"), null, default)).State.IsKnown.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_point_comes_back_from_its_snapshot_as_it_was(string kind)
    {
        await using var rig = await OpenAsync(kind);
        for (var i = 0; i < 2 * Grains.Limits.EventsPerLoad; i++) await rig.Grains.AcceptedAsync(Meter.Tell(Password()));
        var before = (await rig.Grains.ReadPointAsync()).State;
        await rig.RestartAsync();
        var after = (await rig.Grains.ReadPointAsync()).State;
        after.Version.ShouldBe(1 + (2 * Grains.Limits.EventsPerLoad));
        System.Text.Json.JsonSerializer.Serialize(after).ShouldBe(System.Text.Json.JsonSerializer.Serialize(before));
    }

    [Fact]
    public async Task A_point_nobody_asks_about_is_put_away()
    {
        await using var rig = await OpenAsync("memory");
        time.Advance(TimeSpan.FromMinutes(2 * Grains.Limits.IdleMinutes));
        time.Advance(TimeSpan.FromMinutes(2 * Grains.Limits.IdleMinutes));
        rig.Grains.ResidentPoints.ShouldBe(0);
        (await rig.Grains.ReadPointAsync()).State.IsKnown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_made_up_number_does_not_stay_in_memory()
    {
        await using var rig = await OpenAsync("memory");
        await rig.Grains.ReadPointAsync(new("0400000000000000000001"), null, default);
        rig.Grains.ResidentPoints.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_active_contract_that_names_a_free_point_makes_its_customer_the_holder(string kind)
    {
        await using var rig = await OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.MoveOut(Today)));
        (await rig.Grains.ReadAsync(Meter.OfEls)).Contracts[0].IsEnded(time.Now).ShouldBeTrue();
        time.Advance(TimeSpan.FromDays(1));
        await rig.Grains.AcceptedAsync(Meter.Contract(ContractState.Active));
        var (point, now) = await rig.Grains.ReadPointAsync();
        point.HolderAt(now)!.Value.Customer.ShouldBe(Meter.OfEls);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_point_that_is_held_stays_with_its_holder_whatever_contract_names_it(string kind)
    {
        await using var rig = await OpenAsync(kind, Meter.OfRival);
        await rig.Grains.AcceptedAsync(Meter.Contract(ContractState.Active));
        var (point, now) = await rig.Grains.ReadPointAsync();
        point.HolderAt(now)!.Value.Customer.ShouldBe(Meter.OfRival);
    }

    static SupplyPointCommand.IssueLookUp Password() => new(Meter.OfEls, Meter.Rival, 7);

    async Task<Rig> OpenAsync(string kind, CustomerId? holder = null)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await Meter.MakeAsync(rig.Grains, Today, holder ?? Meter.OfEls);
        return rig;
    }
}
