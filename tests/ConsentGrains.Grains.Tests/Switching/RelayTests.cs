using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Switching;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>From the switching support system into the registry, however its messages come.</summary>
public sealed class RelayTests
{
    const int Points = 20;
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    readonly TestTime time = new();

    public static TheoryData<string> Kinds => Sides.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Judgements_and_matches_reach_the_points_they_are_about(string kind)
    {
        using var sides = Sides.Of(kind, time);
        await using var rig = await OpenAsync();
        foreach (var i in Enumerable.Range(1, 3)) await sides.RegisterAsync(Sides.Registration(Sides.Ref(i)));
        await sides.JudgeAsync(Sides.Ng(Sides.Ref(1), "name-mismatch"));
        await sides.JudgeAsync(Sides.Ok(Sides.Ref(2)));
        await sides.JudgeAsync(Sides.Ok(Sides.Ref(3)));
        await sides.StopAsync(Sides.Ref(3));
        await sides.StartAsync(Sides.Ref(3));
        var relay = new SwitchRelay(rig.Grains, sides.System, Sides.Gaining);
        var pass = await relay.PassAsync(0, default);
        (pass.Received, pass.Told).ShouldBe((4, 4));
        (await relay.PassAsync(pass.Next, default)).Received.ShouldBe(0);
        (await NewestAsync(rig, 1)).Reasons.ShouldBe(["name-mismatch"]);
        (await StagesAsync(rig, 3)).ShouldBe([SwitchStage.JudgedNg, SwitchStage.JudgedOk, SwitchStage.Matched]);
    }

    [Fact]
    public async Task What_comes_late_twice_and_out_of_order_comes_to_the_same()
    {
        var books = new Dictionary<string, IReadOnlyList<MatchingKeys>>(StringComparer.Ordinal) { [Sides.Losing] = [Sides.Keys] };
        var system = new SwitchingSimulator(time, new(Delay: Hour, Jitter: Hour, Twice: 1), books);
        await using var rig = await OpenAsync();
        var refs = Enumerable.Range(1, Points).Select(i => Sides.Ref(i)).ToList();
        await system.RegisterAsync(Sides.Gaining, [.. refs.Select((of, i) => Sides.Registration(of, i % 2 == 0 ? Sides.Keys : Sides.Keys with { Address = "X" }))], default);
        time.Advance(2 * Hour);
        await system.StartAsync(Sides.Gaining, [.. refs.Select(of => new SwitchApplication(of, null))], default);
        time.Advance(2 * Hour);
        var relay = new SwitchRelay(rig.Grains, system, Sides.Gaining);
        await relay.PassAsync(0, default);
        // Whoever lost the cursor begins anew.
        await relay.PassAsync(0, default);
        (await StagesAsync(rig, Points)).ShouldBe(Enumerable.Range(0, Points).Select(i => i % 2 == 0 ? SwitchStage.Matched : SwitchStage.JudgedNg));
    }

    [Fact]
    public async Task A_result_of_an_earlier_application_is_not_taken_for_the_present_one()
    {
        using var sides = Sides.Of("simulator", time);
        await using var rig = await OpenAsync();
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)));
        await sides.JudgeAsync(Sides.Ok(Sides.Ref(1)));
        await rig.Grains.AcceptedAsync(Tell(1, new SupplyPointCommand.CancelSwitch()));
        await rig.Grains.AcceptedAsync(Apply(1));
        (await new SwitchRelay(rig.Grains, sides.System, Sides.Gaining).PassAsync(0, default)).Told.ShouldBe(0);
        (await NewestAsync(rig, 1)).Stage.ShouldBe(SwitchStage.Applied);
    }

    static async Task<SwitchStage[]> StagesAsync(Rig rig, int count)
    {
        var stages = new SwitchStage[count];
        for (var i = 0; i < count; i++) stages[i] = (await NewestAsync(rig, i + 1)).Stage;
        return stages;
    }

    static async Task<Switch> NewestAsync(Rig rig, int i) => (await rig.Grains.ReadPointAsync(Sides.Ref(i).Point, null, default)).State.Switch!;

    static Command Tell(int i, SupplyPointCommand body) => new Command.ToPoint(Sides.Ref(i).Point, body, new Issuer("test", Unrestricted: true));

    static Command Apply(int i) => Tell(i, new SupplyPointCommand.ApplySwitch(Sides.Gaining, new(Sides.Gaining, $"D-{i}"), Say.Id($"C-{i}")));

    /// <summary>Points of els with an application of denki each, the second event of the point.</summary>
    async Task<Rig> OpenAsync()
    {
        var rig = await Rig.OpenAsync("memory", time);
        await rig.Grains.AcceptedAsync(Say.Party(Sides.Gaining));
        for (var i = 1; i <= Points; i++)
        {
            await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
            await rig.Grains.AcceptedAsync(Tell(i, new SupplyPointCommand.Register(Customer: Say.Id($"C-{i}"), Since: new(2024, 4, 1))));
            await rig.Grains.AcceptedAsync(Apply(i));
        }

        return rig;
    }
}
