using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>A registry that dies at each step of a switch or a move-out in turn, before or after the step is on the disk. What is found on the disk then never permits
/// too much; once it runs again the rest is done by itself, and in the end nothing tells that it ever died.</summary>
public sealed class SagaKillTests
{
    readonly TestTime time = new();

    public static TheoryData<string, bool, string, bool> Deaths
    {
        get
        {
            var rows = new TheoryData<string, bool, string, bool>();
            foreach (var kind in new[] { "memory", "sqlite" })
                foreach (var elsLoses in new[] { true, false })
                    foreach (var end in new[] { "completed", "cancelled", "judged-ng", "moved-out" })
                        foreach (var afterWrite in new[] { true, false })
                            rows.Add(kind, elsLoses, end, afterWrite);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Deaths))]
    public async Task What_was_begun_ends_as_if_the_registry_had_never_died(string kind, bool elsLoses, string end, bool afterWrite)
    {
        var commands = Commands(elsLoses, end);
        var whole = await UninterruptedAsync(kind, elsLoses, commands);
        for (var step = 0; step < whole.Appends; step++)
        {
            await using var rig = await OpenAsync(kind, elsLoses);
            await DieAsync(rig, commands, step, afterWrite);
            await CheckAsync(rig.Grains, elsLoses);
            using (var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time)) await index.PassAsync(default);
            (await rig.Grains.ReadPointAsync()).State.IsSettled.ShouldBeTrue($"step {step}: resumed without anybody asking");
            await CheckAsync(rig.Grains, elsLoses);
            foreach (var (command, key) in commands) await rig.Grains.AcceptedAsync(command, Say.Key(key, command));
            (await Meter.SumAsync(rig.Grains)).ShouldBe(whole.Sum, $"step {step}");
            await rig.Journal.VerifyAsync(null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_answer_sent_again_after_a_death_is_the_one_that_would_have_been_given()
    {
        var commands = Commands(elsLoses: true, "completed");
        var (first, key) = commands[0];
        for (var step = 1; step < 3; step++)
        {
            await using var rig = await OpenAsync("sqlite", elsLoses: true);
            await DieAsync(rig, commands, step, afterWrite: true);
            var again = await rig.Grains.AcceptedAsync(first, Say.Key(key, first));
            (again.Version, again.Repeated).ShouldBe((3, true));
        }
    }

    List<(Command Command, string Key)> Commands(bool elsLoses, string end)
    {
        var (losing, gaining) = elsLoses ? (Meter.OfEls, Meter.OfRival) : (Meter.OfRival, Meter.OfEls);
        List<Command> told = end switch
        {
            "completed" => [Meter.Apply(losing, gaining), Meter.Judge(), Meter.Match, Meter.Complete(time.Now.Day)],
            "cancelled" => [Meter.Apply(losing, gaining), Meter.Judge(), Meter.Cancel],
            "judged-ng" => [Meter.Apply(losing, gaining), Meter.Judge(Judgement.Ng)],
            _ => [Meter.Tell(new SupplyPointCommand.MoveOut(time.Now.Day))],
        };
        return [.. told.Select((command, i) => (command, $"key-{i}"))];
    }

    async Task<(string Sum, int Appends)> UninterruptedAsync(string kind, bool elsLoses, List<(Command Command, string Key)> commands)
    {
        await using var rig = await OpenAsync(kind, elsLoses);
        var appends = 0;
        rig.Journal.OnAppend = (_, write) =>
        {
            appends++;
            return write();
        };
        foreach (var (command, key) in commands)
        {
            await rig.Grains.AcceptedAsync(command, Say.Key(key, command));
            await CheckAsync(rig.Grains, elsLoses);
        }

        appends.ShouldBeGreaterThan(commands.Count);
        return (await Meter.SumAsync(rig.Grains), appends);
    }

    /// <summary>Sends the commands until the registry dies in its step.</summary>
    static Task DieAsync(Rig rig, List<(Command Command, string Key)> commands, int step, bool afterWrite) => rig.DieAsync(step, afterWrite, async () =>
    {
        foreach (var (command, key) in commands) await rig.Grains.AcceptedAsync(command, Say.Key(key, command));
    });

    /// <summary>Whatever is on the disk may be too strict, never too lax.</summary>
    static async Task CheckAsync(IGrains grains, bool elsLoses)
    {
        var (point, now) = await grains.ReadPointAsync();
        var (losing, gaining) = elsLoses ? (Meter.OfEls, Meter.OfRival) : (Meter.OfRival, Meter.OfEls);
        var (from, to) = (await grains.ReadAsync(losing), await grains.ReadAsync(gaining));
        if (point.OpenSwitchAt(now) is not null)
        {
            from.OpenSwitchesAway(now).ShouldBe(1);
            if (elsLoses) (await grains.AskAsync(Meter.WinBack)).Permitted.ShouldBeFalse();
        }

        // Who comes sees nothing before winning back is barred, and who has gone nothing after the point is another's.
        if (elsLoses && (await grains.AskAsync(Meter.Arrange(Meter.Rival))).Permitted) from.OpenSwitchesAway(now).ShouldBe(1);
        if (elsLoses && point.RetailerAt(now) != "els") (await grains.AskAsync(Meter.Arrange("els"))).Permitted.ShouldBeFalse();
        var transferred = point.RetailerAt(now) == gaining.Operator;
        transferred.ShouldBe(point.HolderAt(now)?.Customer == gaining);
        if (transferred) from.Contracts.ShouldAllBe(c => c.IsEnded(now));
        if (to.Contracts.Any(c => c.IsLive(now))) transferred.ShouldBeTrue();
    }

    async Task<Rig> OpenAsync(string kind, bool elsLoses)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await Meter.MakeAsync(rig.Grains, time.Now.Day, elsLoses ? Meter.OfEls : Meter.OfRival);
        return rig;
    }
}
