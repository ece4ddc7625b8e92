using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>A registry that dies between a contract and the move-in it brings about, before or after each is on the disk: the move-in follows by itself,
/// once, from the day of the contract, and never where it is no longer to happen.</summary>
public sealed class MoveInTests
{
    const string Key = "contract-key";
    readonly TestTime time = new();

    public static TheoryData<string, int, bool> Deaths
    {
        get
        {
            var rows = new TheoryData<string, int, bool>();
            foreach (var kind in new[] { "memory", "sqlite" })
                foreach (var step in new[] { 0, 1 })
                    foreach (var afterWrite in new[] { true, false })
                        rows.Add(kind, step, afterWrite);
            return rows;
        }
    }

    public static TheoryData<string> Kinds => Rig.Kinds;

    static Command Contract => Meter.Contract(ContractState.Active);

    [Theory, MemberData(nameof(Deaths))]
    public async Task A_move_in_follows_its_contract_as_if_the_registry_had_never_died(string kind, int step, bool afterWrite)
    {
        await using var rig = await FreeAsync(kind);
        var day = time.Now.Day;
        await DieAsync(rig, step, afterWrite);
        var recorded = (await rig.Grains.ReadAsync(Meter.OfEls)).Contracts.Any(c => c.IsLive(time.Now));
        recorded.ShouldBe(step > 0 || afterWrite);
        time.Advance(TimeSpan.FromDays(3));
        using var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time);
        await index.PassAsync(default);
        var (point, now) = await rig.Grains.ReadPointAsync();
        (point.HolderAt(now)?.Customer == Meter.OfEls).ShouldBe(recorded, "without anybody asking");
        await rig.Grains.AcceptedAsync(Contract, Say.Key(Key, Contract));
        await index.PassAsync(default);
        (point, now) = await rig.Grains.ReadPointAsync();
        (point.HolderAt(now)!.Value.Customer, point.HolderAt(now)!.Value.From).ShouldBe((Meter.OfEls, Instant.StartOf(recorded ? day : time.Now.Day)));
        point.Holdings.Length.ShouldBe(1);
        await rig.Journal.VerifyAsync(null, CancellationToken.None);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Whoever_moved_out_again_is_not_brought_back(string kind)
    {
        await using var rig = await FreeAsync(kind);
        await rig.Grains.AcceptedAsync(Contract, Say.Key(Key, Contract));
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.MoveOut(time.Now.Day.AddDays(1))));
        time.Advance(TimeSpan.FromDays(2));
        var version = (await rig.Grains.ReadPointAsync()).State.Version;
        await rig.Grains.AcceptedAsync(Contract, Say.Key(Key, Contract));
        using var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time);
        await index.PassAsync(default);
        await index.RebuildAsync(null, default);
        await index.PassAsync(default);
        (await rig.Grains.ReadPointAsync()).State.Version.ShouldBe(version);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_contract_that_ended_before_the_point_heard_of_it_moves_nobody_in(string kind)
    {
        await using var rig = await FreeAsync(kind);
        await DieAsync(rig, 0, afterWrite: true);
        await rig.Grains.AcceptedAsync(Meter.Contract(ContractState.Cancelled));
        using var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time);
        await index.PassAsync(default);
        (await rig.Grains.ReadPointAsync()).State.Holdings.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Somebody_else_who_came_in_between_stays(string kind)
    {
        await using var rig = await FreeAsync(kind);
        await DieAsync(rig, 0, afterWrite: true);
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.MoveIn(Meter.OfRival)));
        using var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time);
        await index.PassAsync(default);
        (await rig.Grains.ReadPointAsync()).State.Holdings.Single().Customer.ShouldBe(Meter.OfRival);
    }

    [Fact]
    public async Task Only_a_contract_that_moves_somebody_in_says_so()
    {
        await using var rig = await FreeAsync("memory");
        await rig.Grains.AcceptedAsync(Contract);
        await rig.Grains.AcceptedAsync(Contract);
        var said = (await rig.Grains.HistoryAsync(Meter.OfEls.Number)).Select(e => e.Event).OfType<CustomerEvent.ContractRecorded>().Select(e => e.MovesIn);
        said.ShouldBe([false, true, false]);
    }

    /// <summary>A point that nobody holds, and a customer with a contract applied for.</summary>
    async Task<Rig> FreeAsync(string kind)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await rig.Grains.AcceptedAsync(Say.Party(Meter.Rival));
        await rig.Grains.AcceptedAsync(Say.Enrol(Meter.OfEls.Number));
        await rig.Grains.AcceptedAsync(Meter.Contract(ContractState.Applied));
        await rig.Grains.AcceptedAsync(Meter.Tell(new SupplyPointCommand.Register(Voltage: VoltageClass.Low)));
        return rig;
    }

    static Task DieAsync(Rig rig, int step, bool afterWrite) => rig.DieAsync(step, afterWrite, () => rig.Grains.AcceptedAsync(Contract, Say.Key(Key, Contract)));
}
