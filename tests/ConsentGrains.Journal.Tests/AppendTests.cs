using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class AppendTests
{
    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task What_was_appended_is_loaded_and_read(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        var first = await journal.WriteAsync(Append(name, 0, Event("a", "tel:03", "party:els", "scheme:JU2"), Event("", "")));
        var second = await journal.WriteAsync(name, 2, "c");

        first.Version.ShouldBe(2);
        second.Version.ShouldBe(3);
        second.FirstPosition.ShouldBe(3);
        var image = await journal.LoadAsync(name);
        image.Version.ShouldBe(3);
        image.LastMicros.ShouldBe(second.Micros);
        image.Events.Select(e => e.Clear.Text()).ShouldBe(["a", "", "c"]);
        image.Events[0].Secret!.Value.Text().ShouldBe("tel:03");
        image.Events[1].Secret!.Value.Length.ShouldBe(0);
        image.Events[0].Audience.ShouldBe(["party:els", "scheme:JU2"]);
        image.Events[1].Audience.ShouldBeEmpty();
        image.Events[0].Micros.ShouldBe(first.Micros);
        image.Events[1].Micros.ShouldBe(first.Micros);
        var partition = journal.PartitionOf(name);
        (await journal.ReadAllAsync(partition)).Select(e => e.Position).ShouldBe([1L, 2, 3]);
        (await journal.ReadAllAsync(partition, 2)).Single().Clear.Text().ShouldBe("c");
        (await journal.ReadAllAsync(name)).Select(e => e.Version).ShouldBe([1, 2, 3]);
        (await journal.ReadAllAsync(name, first.Micros)).Count.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task An_unknown_stream_is_empty(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        (await journal.LoadAsync(Customer("nobody"))).ShouldBe(StreamImage.Empty);
        (await journal.ReadAllAsync(Customer("nobody"))).ShouldBeEmpty();
        (await journal.ReadAllAsync(PartitionId.Directory)).ShouldBeEmpty();
        (await journal.VerifyAsync()).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Another_version_is_a_conflict_and_writes_nothing(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        await journal.WriteAsync(name, 0, "a", "secret");
        (await journal.AppendAsync(Append(name, 0, Event("b", "secret")))).ShouldBe(new AppendResult.Conflict(1));
        (await journal.AppendAsync(Append(name, 2, Event("b")))).ShouldBe(new AppendResult.Conflict(1));
        (await journal.AppendAsync(Append(Customer("nobody"), 4, Event("b", "x")))).ShouldBe(new AppendResult.Conflict(0));
        (await journal.LoadAsync(name)).Version.ShouldBe(1);
        (await journal.VerifyAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Names_that_differ_in_any_byte_are_different_streams(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        string[] keys = ["els/\u30AC\u30B9", "els/\u30AB\u3099\u30B9", "els/abc", "els/ABC", "els/abc ", " els/abc", "els/abc\t", "els/\uFF41bc", "els/", "els/\u00E9", "els/e\u0301"];
        StreamName[] names = [.. keys.Select(k => new StreamName("customer", k)), new("request", "els/abc"), new("supply-point", "els/abc", 3)];
        foreach (var name in names) (await journal.WriteAsync(name, 0, name.Key)).Version.ShouldBe(1);
        foreach (var name in names) (await journal.LoadAsync(name)).Events.Single().Clear.Text().ShouldBe(name.Key);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Streams_live_in_the_partitions_the_design_says(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        journal.PartitionOf(StreamName.Directory).ShouldBe(PartitionId.Directory);
        journal.PartitionOf(new("supply-point", "0300000000000000000001", 3)).ShouldBe(PartitionId.OfArea(3));
        var hashed = Enumerable.Range(0, 2_000).Select(i => journal.PartitionOf(Customer($"C-{i}")).Value).ToHashSet();
        hashed.Count.ShouldBe(PartitionId.Hashed);
        hashed.Min().ShouldBe(1 + PartitionId.Areas);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_snapshot_stands_in_for_the_events_before_it(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        await journal.WriteAsync(name, 0, "a");
        var second = await journal.WriteAsync(new Append(name, 1, [Event("b", "s")]) { Snapshot = "state of two"u8.ToArray() });
        var image = await journal.LoadAsync(name);
        image.Snapshot!.Value.Text().ShouldBe("state of two");
        (image.SnapshotVersion, image.Version, image.LastMicros, image.Events.Count).ShouldBe((2, 2, second.Micros, 0));

        var third = await journal.WriteAsync(name, 2, "c", "t");
        image = await (await rig.ReopenAsync()).LoadAsync(name);
        image.Snapshot!.Value.Text().ShouldBe("state of two");
        image.Events.Single().Secret!.Value.Text().ShouldBe("t");
        (image.SnapshotVersion, image.Version, image.LastMicros).ShouldBe((2, 3, third.Micros));
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_journal_opened_again_goes_on_where_it_ended(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        var first = await journal.WriteAsync(name, 0, "a", "one");
        var incarnation = journal.Incarnation;

        journal = await rig.ReopenAsync();
        journal.Incarnation.ShouldBe(incarnation);
        var second = await journal.WriteAsync(name, 1, "b", "two");
        second.FirstPosition.ShouldBe(2);
        second.Micros.ShouldBeGreaterThan(first.Micros);
        (await journal.LoadAsync(name)).Events.Select(e => e.Secret!.Value.Text()).ShouldBe(["one", "two"]);
        (await journal.VerifyAsync()).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task More_than_a_page_is_read_page_by_page(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        const int count = 2 * Limits.PageRows + 3;
        await journal.WriteAsync(new Append(name, 0, [.. Enumerable.Range(0, count).Select(i => Event($"{i}", "s"))]));
        var expected = Enumerable.Range(0, count).Select(i => $"{i}");
        (await journal.ReadAllAsync(journal.PartitionOf(name))).Select(e => e.Clear.Text()).ShouldBe(expected);
        (await journal.ReadAllAsync(name)).Select(e => e.Clear.Text()).ShouldBe(expected);
        (await journal.LoadAsync(name)).Events.Count.ShouldBe(count);
        (await journal.VerifyAsync()).ShouldBe(count);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task What_no_caller_may_hand_in_throws(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var name = Customer("C-000001");
        Append[] wrong =
        [
            Append(name, -1, Event("a")), Append(name, 0), Append(name, 0, Event("a", "", "two words")), Append(name, 0, Event("a", "", "")),
            new(name, 0, [Event("a", "secret")]) { Erase = true }, new(name, 0, [Event("a")]) { Erase = true, Snapshot = new byte[1] },
            Append(name, 0, Event(new string('x', Limits.EventBytes + 1))), Append(new("customer", "\ud800"), 0, Event("a")),
        ];
        foreach (var append in wrong) await Should.ThrowAsync<ArgumentException>(async () => await journal.AppendAsync(append));
        (await journal.VerifyAsync()).ShouldBe(0);
    }
}
