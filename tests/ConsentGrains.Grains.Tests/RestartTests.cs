using ConsentGrains.Grains.Customers;
using ConsentGrains.Policies;

namespace ConsentGrains.Grains.Tests;

public sealed class RestartTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Everything_acknowledged_is_there_after_a_restart(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Party("other"));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        var state = (await rig.Grains.ReadAsync("C-1")).Text();
        var directory = rig.Grains.Directory;
        await rig.RestartAsync();
        (await rig.Grains.ReadAsync("C-1")).Text().ShouldBe(state);
        (rig.Grains.Directory.Version, rig.Grains.Directory.Recorded).ShouldBe((directory.Version, directory.Recorded));
        rig.Grains.Directory.Parties.ShouldContainKey("other");
        (await rig.Grains.MayAsync("C-1")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_load_needs_no_more_than_sixteen_events_and_gives_the_same_state(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.Enrol("ELS-EL", MinorUntil: new(2030, 3, 31))));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.RecordContract("K-1", "ELS-EL", ContractState.Active)));
        for (var i = 3; i <= 70; i++)
        {
            await rig.Grains.AcceptedAsync(i % 2 == 0 ? Say.Consent("C-1", "ELS-EL-2-PU" + (1 + (i % 5))) : Say.Withdraw("C-1"));
            var image = await rig.Journal.LoadAsync(CustomerStream.NameOf("els/C-1"), CancellationToken.None);
            image.Events.Count.ShouldBeLessThanOrEqualTo(Limits.EventsPerLoad);
            var live = await rig.Grains.ReadAsync("C-1");
            live.Version.ShouldBe(i);
            (await new Streams.History<CustomerState>(rig.Journal, new CustomerStream()).FoldAsync(CustomerStream.NameOf("els/C-1"), image)).Text().ShouldBe(live.Text());
        }

        var before = await rig.Grains.ReadAsync("C-1");
        await rig.RestartAsync();
        (await rig.Grains.ReadAsync("C-1")).Text().ShouldBe(before.Text());
        (await rig.Grains.ReadAsync("C-1", before.Recorded)).Text().ShouldBe(before.Text());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_published_policy_is_read_again(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        var source = BuiltIn("ENS.yaml").Replace("2024-06-10", "2027-04-01", StringComparison.Ordinal);
        var policy = PolicyFiles.Load(source, "ENS").ShouldBeOfType<PolicyLoad.Loaded>().File.Policy;
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.PublishPolicy(policy, source)));
        await rig.RestartAsync();
        rig.Grains.Directory.Policies.Family("ENS")!.Versions.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stop_finishes_what_was_accepted_and_takes_nothing_more(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var gate = new Gate();
        rig.Journal.OnAppend = gate.HoldBefore;
        var tell = rig.Grains.TellAsync(Say.Consent("C-1")).AsTask();
        await gate.Reached;
        var stop = rig.Grains.DisposeAsync().AsTask();
        stop.IsCompleted.ShouldBeFalse();
        (await rig.Grains.TellAsync(Say.Enrol("C-2"))).ShouldBeOfType<Outcome.Unavailable>().MayHaveHappened.ShouldBeFalse();
        gate.Release();
        await stop;
        tell.IsCompleted.ShouldBeTrue();
        (await tell).ShouldBeOfType<Outcome.Accepted>();
        await rig.RestartAsync();
        (await rig.Grains.MayAsync("C-1")).ShouldBeTrue();
    }

    static string BuiltIn(string name)
    {
        using var reader = new StreamReader(typeof(PolicyFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
