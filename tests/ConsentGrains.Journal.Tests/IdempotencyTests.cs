using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class IdempotencyTests
{
    static readonly StreamName Name = Customer("C-000001");

    static Append With(CommandKey command, int expected, string clear) => new(Name, expected, [Event(clear)]) { Command = command };

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task The_same_key_with_the_same_body_is_repeated_and_writes_nothing(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var first = await journal.WriteAsync(With(Command("k"), 0, "a"));
        var known = new KnownCommand(1, first.Micros, SameBody: true);
        for (var i = 0; i < 2; i++)
        {
            (await journal.AppendAsync(With(Command("k"), 1, "b"))).ShouldBe(new AppendResult.Repeated(known));
            (await journal.AppendAsync(With(Command("k"), 0, "b"))).ShouldBe(new AppendResult.Repeated(known));
            (await journal.FindCommandAsync(Name, Command("k"), CancellationToken.None)).ShouldBe(known);
            (await journal.LoadAsync(Name)).Version.ShouldBe(1);
            journal = await rig.ReopenAsync();
        }
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task The_same_key_with_another_body_says_so(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(With(Command("k"), 0, "a"));
        (await journal.AppendAsync(With(Command("k", "other"), 1, "b"))).ShouldBeOfType<AppendResult.Repeated>().Known.SameBody.ShouldBeFalse();
        (await (await rig.ReopenAsync()).FindCommandAsync(Name, Command("k", "other"), CancellationToken.None))!.SameBody.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Keys_count_per_actor_and_per_stream(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(With(Command("k"), 0, "a"));
        await journal.WriteAsync(With(Command("k", actor: "emana"), 1, "b"));
        await journal.WriteAsync(With(Command("K"), 2, "c"));
        await journal.WriteAsync(new Append(Customer("C-000002"), 0, [Event("d")]) { Command = Command("k") });
        (await journal.FindCommandAsync(Customer("C-000003"), Command("k"), CancellationToken.None)).ShouldBeNull();
        (await journal.FindCommandAsync(Name, Command("never"), CancellationToken.None)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_command_that_changed_nothing_is_remembered_too(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var none = await journal.WriteAsync(new Append(Name, 0, []) { Command = Command("k") });
        (none.FirstPosition, none.Version).ShouldBe((0, 0));
        (await journal.AppendAsync(new Append(Name, 0, []) { Command = Command("k") })).ShouldBeOfType<AppendResult.Repeated>();
        (await journal.LoadAsync(Name)).ShouldBe(StreamImage.Empty);

        await journal.WriteAsync(Name, 0, "a", "sealed for the id the command made");
        (await journal.LoadAsync(Name)).Events.Single().Secret!.Value.Text().ShouldBe("sealed for the id the command made");
        (await journal.VerifyAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task After_seven_days_a_key_may_be_used_again(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var first = await journal.WriteAsync(With(Command("k"), 0, "a"));
        rig.Time.Advance(TimeSpan.FromDays(Limits.CommandKeptDays) - TimeSpan.FromSeconds(1));
        (await journal.FindCommandAsync(Name, Command("k"), CancellationToken.None))!.Micros.ShouldBe(first.Micros);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        (await journal.FindCommandAsync(Name, Command("k"), CancellationToken.None)).ShouldBeNull();
        var second = await journal.WriteAsync(With(Command("k"), 1, "b"));
        (await (await rig.ReopenAsync()).FindCommandAsync(Name, Command("k"), CancellationToken.None))!.Micros.ShouldBe(second.Micros);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Expired_commands_are_deleted_in_small_lots(string kind)
    {
        await using var rig = new Rig(kind);
        var expired = new List<int>();
        var journal = await rig.OpenAsync(s => new HookedStore(s)
        {
            OnCommit = async (commit, group) =>
            {
                var outcome = await commit();
                expired.Add(group.ExpiredAtMost);
                return outcome;
            },
        });
        for (var i = 0; i < 40; i++) await journal.WriteAsync(With(Command($"k{i}"), i, "a"));
        rig.Time.Advance(TimeSpan.FromDays(Limits.CommandKeptDays + 1));
        for (var i = 0; i < 3; i++) await journal.WriteAsync(With(Command($"l{i}"), 40 + i, "b"));
        expired.Max().ShouldBeLessThan(40);
        (await rig.CommandRowsAsync()).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Twins_in_one_group_are_written_once(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var before = journal.AppendAsync(Append(Customer("other"), 0, Event("x"))).AsTask();
        await held.Reached;
        Task<AppendResult>[] twins = [.. Enumerable.Range(0, 4).Select(_ => journal.AppendAsync(With(Command("k"), 0, "a")).AsTask())];
        (await journal.FindCommandAsync(Name, Command("k"), CancellationToken.None)).ShouldBeNull();
        held.Release();
        await before;
        var results = await Task.WhenAll(twins);
        var written = results.OfType<AppendResult.Committed>().Single();
        results.OfType<AppendResult.Repeated>().Count(r => r.Known == new KnownCommand(1, written.Micros, true)).ShouldBe(3);
        held.Groups.ShouldBe([1, 1]);
    }
}
