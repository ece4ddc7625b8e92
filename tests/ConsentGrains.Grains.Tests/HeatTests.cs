using System.Globalization;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>Whoever looks sees which grains are busy and which commands took long, whatever the number of grains, and nobody's number.</summary>
public sealed class HeatTests
{
    readonly TestTime time = new();

    [Fact]
    public async Task Decisions_and_commands_are_counted_by_grain_with_the_name_masked()
    {
        await using var rig = await Rig.OpenAsync("memory", time);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-100001"));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-100002"));
        for (var i = 0; i < 5; i++) await rig.Grains.AskAsync(Say.Provide("C-100002"));
        await rig.Grains.AskAsync(Say.Provide("C-100001"));
        var heat = rig.Grains.ReadHeat();
        heat.Hottest.Where(grain => grain.Kind == "customer").Select(grain => (grain.Name, grain.DecisionsPerMinute, grain.CommandsPerMinute)).ShouldBe([("els/…02", 5, 1), ("els/…01", 1, 1)]);
        heat.Hottest.ShouldAllBe(grain => grain.Kind != "customer" || grain.Partition.StartsWith("hash-", StringComparison.Ordinal));
        heat.Slowest.Count(turn => turn.Kind == "customer").ShouldBe(2);
        heat.Slowest.Select(turn => turn.Waited + turn.Took).ShouldBe(heat.Slowest.Select(turn => turn.Waited + turn.Took).OrderDescending());
        heat.ToString().ShouldNotContain("C-10000", Case.Sensitive);
    }

    [Fact]
    public void The_busiest_is_found_among_any_number_of_others_in_bounded_memory_and_as_often_as_it_was_asked()
    {
        const int asked = 200_000;
        var thermometer = new Thermometer(time);
        var (busy, now) = (Of(0), time.Now());
        StreamName[] others = [.. Enumerable.Range(1, 20_000).Select(Of)];
        for (var i = 0; i < asked; i++) thermometer.Asked(i % 4 == 0 ? busy : others[i % others.Length], now);
        var hottest = thermometer.Read(_ => PartitionId.Directory).Hottest;
        hottest.Count.ShouldBe(Limits.HottestShown);
        // Chance has no part in it: what is drawn is the same in every run.
        ((double)hottest[0].DecisionsPerMinute).ShouldBeInRange(asked / 4 * 0.85, asked / 4 * 1.15);
        hottest[1].DecisionsPerMinute.ShouldBeLessThan(asked / 40);
    }

    [Fact]
    public void What_is_counted_costs_nothing_once_the_place_is_there()
    {
        var thermometer = new Thermometer(time);
        var now = time.Now();
        StreamName[] names = [.. Enumerable.Range(0, 1_000).Select(Of)];
        foreach (var name in names) thermometer.Asked(name, now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++) thermometer.Asked(names[i % names.Length], now);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_minute_later_it_is_forgotten_and_a_slow_turn_after_five()
    {
        var thermometer = new Thermometer(time);
        thermometer.Asked(Of(1), time.Now());
        thermometer.Told(Of(2), PartitionId.Directory, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(4));
        Read().Hottest.Count.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(Limits.HeatSlotSeconds * Limits.HeatSlots));
        Read().Hottest.ShouldBeEmpty();
        Read().Slowest.ShouldHaveSingleItem().Took.ShouldBe(TimeSpan.FromMilliseconds(4));
        time.Advance(TimeSpan.FromSeconds(Limits.SlowSeconds));
        Read().Slowest.ShouldBeEmpty();

        GrainHeat Read() => thermometer.Read(_ => PartitionId.Directory);
    }

    [Fact]
    public void Of_many_turns_the_longest_stay()
    {
        var thermometer = new Thermometer(time);
        for (var i = 0; i < 100; i++) thermometer.Told(Of(i), PartitionId.Directory, TimeSpan.FromMilliseconds(i * 37 % 100), TimeSpan.FromMilliseconds(1));
        thermometer.Read(_ => PartitionId.Directory).Slowest.Select(turn => turn.Waited.TotalMilliseconds).ShouldBe(Enumerable.Range(0, Limits.SlowTurns).Select(i => 99.0 - i));
    }

    [Theory]
    [InlineData("supply-point", "0300000000000000009071", "03-")]
    [InlineData("request", "R-2026-000123", "…23")]
    [InlineData("visitor", "a81f0c", "…0c")]
    [InlineData("subscription", "S1", "S1")]
    public void Whatever_may_tell_of_a_person_is_masked(string kind, string key, string shown)
    {
        var thermometer = new Thermometer(time);
        thermometer.Asked(new(kind, key), time.Now());
        var name = thermometer.Read(_ => PartitionId.Directory).Hottest.ShouldHaveSingleItem().Name;
        name.ShouldStartWith(shown);
        if (kind != "subscription") name.ShouldNotContain(key);
    }

    static StreamName Of(int number) => new("customer", string.Create(CultureInfo.InvariantCulture, $"els/C-{number:000000}"));
}
