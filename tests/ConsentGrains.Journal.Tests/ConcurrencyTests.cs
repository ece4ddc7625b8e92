using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class ConcurrencyTests
{
    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Of_racing_appends_to_one_stream_one_wins_each_version(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        for (var version = 0; version < 5; version++)
        {
            var expected = version;
            var results = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
                Task.Run(async () => await journal.AppendAsync(Append(name, expected, Event($"{i}", $"s{i}"))))));
            results.OfType<AppendResult.Committed>().Single().Version.ShouldBe(version + 1);
            results.OfType<AppendResult.Conflict>().Count(c => c.ActualVersion == expected + 1).ShouldBe(23);
        }
        (await journal.LoadAsync(name)).Events.ShouldAllBe(e => e.Secret!.Value.Text() == "s" + e.Clear.Text());
        (await journal.VerifyAsync()).ShouldBe(5);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_conflict_fails_only_itself(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var before = journal.AppendAsync(Append(Customer("first"), 0, Event("x"))).AsTask();
        await held.Reached;
        Task<AppendResult>[] group =
        [
            journal.AppendAsync(Append(Customer("a"), 0, Event("1", "s"))).AsTask(),
            journal.AppendAsync(Append(Customer("a"), 1, Event("2"))).AsTask(),
            journal.AppendAsync(Append(Customer("a"), 1, Event("3"))).AsTask(),
            journal.AppendAsync(Append(Customer("b"), 9, Event("4"))).AsTask(),
            journal.AppendAsync(Append(Customer("c"), 0, Event("5"))).AsTask(),
        ];
        held.Release();
        await before;
        var results = await Task.WhenAll(group);
        results[0].ShouldBeOfType<AppendResult.Committed>();
        results[1].ShouldBeOfType<AppendResult.Committed>().Version.ShouldBe(2);
        results[2].ShouldBe(new AppendResult.Conflict(2));
        results[3].ShouldBe(new AppendResult.Conflict(0));
        results[4].ShouldBeOfType<AppendResult.Committed>();
        held.Groups.ShouldBe([1, 3]);
        (await journal.VerifyAsync()).ShouldBe(4);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Positions_are_gapless_under_racing_writers_and_a_reader_never_skips(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        const int clients = 32, each = 25;
        var writing = Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            for (var v = 0; v < each; v++)
                await journal.WriteAsync(new("supply-point", $"p{c}", 1 + c % 2), v, $"{v}", v % 3 == 0 ? "secret" : "");
        })));
        var seen = new List<StoredEvent>();
        while (seen.Count < clients * each / 2)
            seen.AddRange(await journal.ReadAllAsync(PartitionId.OfArea(1), seen.Count));
        await writing;
        seen.Select(e => e.Position).ShouldBe(Enumerable.Range(1, seen.Count).Select(i => (long)i));
        seen.GroupBy(e => e.Stream).ShouldAllBe(g => g.Select(e => e.Clear.Text()).SequenceEqual(Enumerable.Range(0, each).Select(v => $"{v}")));
        (await journal.VerifyAsync()).ShouldBe(clients * each);
        (await (await rig.ReopenAsync()).VerifyAsync()).ShouldBe(clients * each);
    }

    [Fact]
    public async Task A_flush_serves_many_of_256_clients()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        const int clients = 256, each = 20;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            for (var v = 0; v < each; v++)
                await journal.WriteAsync(new Append(Customer($"C-{c}"), v, [Event($"{v}", "s")]) { Command = Command($"k{v}") });
        })));
        var counters = journal.Counters;
        (counters.Appends, counters.Events).ShouldBe((clients * each, clients * each));
        counters.Bytes.ShouldBeGreaterThan(counters.Events);
        counters.Flushes.ShouldBeLessThanOrEqualTo(counters.Appends / 16);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task More_than_the_queue_holds_is_unavailable_and_not_written(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var first = journal.AppendAsync(Append(Customer("first"), 0, Event("x"))).AsTask();
        await held.Reached;
        const int over = 10;
        Task<AppendResult>[] waiting = [.. Enumerable.Range(0, Limits.QueuedAppends + over).Select(i =>
            journal.AppendAsync(Append(Customer($"C-{i}"), 0, Event("a"))).AsTask())];
        waiting.Count(w => w.IsCompleted).ShouldBe(over);
        held.Release();
        await first;
        var results = await Task.WhenAll(waiting);
        results.OfType<AppendResult.Unavailable>().Count().ShouldBe(over);
        results.OfType<AppendResult.Committed>().Count().ShouldBe(Limits.QueuedAppends);
        held.Groups.Max().ShouldBe(Limits.GroupAppends);
        (await journal.LoadAsync(Customer($"C-{Limits.QueuedAppends + over - 1}"))).Version.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Closing_finishes_what_was_accepted_and_refuses_the_rest(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var first = journal.AppendAsync(Append(Customer("first"), 0, Event("x"))).AsTask();
        await held.Reached;
        var accepted = journal.AppendAsync(Append(Customer("second"), 0, Event("y"))).AsTask();
        var closing = journal.DisposeAsync().AsTask();
        (await journal.AppendAsync(Append(Customer("third"), 0, Event("z")))).ShouldBeOfType<AppendResult.Unavailable>();
        held.Release();
        await closing;
        (await first).ShouldBeOfType<AppendResult.Committed>();
        (await accepted).ShouldBeOfType<AppendResult.Committed>();
        journal = await rig.ReopenAsync();
        (await journal.LoadAsync(Customer("second"))).Version.ShouldBe(1);
        (await journal.LoadAsync(Customer("third"))).Version.ShouldBe(0);
    }
}
