using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class FaultTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("memory", true)]
    [InlineData("memory", false)]
    [InlineData("sqlite", true)]
    [InlineData("sqlite", false)]
    public async Task An_answer_lost_at_the_commit_is_unknown_until_the_tail_was_read_again(string kind, bool written)
    {
        await using var rig = new Rig(kind);
        var (lose, heads) = (false, 0);
        var journal = await rig.OpenAsync(s => new HookedStore(s)
        {
            OnReadHeads = () => heads++,
            OnCommit = async (commit, group) =>
            {
                if (!lose) return await commit();
                if (written) await commit();
                return new(CommitKind.Unknown, "the line was cut");
            },
        });
        var name = Customer("C-1");
        await journal.WriteAsync(name, 0, "a", "s");
        lose = true;
        heads = 0;
        (await journal.AppendAsync(new Append(name, 1, [Event("b", "t")]) { Command = Command("k") })).ShouldBeOfType<AppendResult.Unknown>();
        heads.ShouldBe(0);
        lose = false;

        var image = await journal.LoadAsync(name);
        image.Version.ShouldBe(written ? 2 : 1);
        var again = await journal.AppendAsync(new Append(name, 1, [Event("b", "t")]) { Command = Command("k") });
        heads.ShouldBe(1);
        if (written) again.ShouldBeOfType<AppendResult.Repeated>().Known.Version.ShouldBe(2);
        else again.ShouldBeOfType<AppendResult.Committed>();
        await journal.WriteAsync(name, 2, "c");
        (await journal.LoadAsync(name)).Events.Select(e => e.Clear.Text()).ShouldBe(["a", "b", "c"]);
        (await journal.VerifyAsync()).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task While_the_tail_can_not_be_read_nothing_is_written(string kind)
    {
        await using var rig = new Rig(kind);
        var (lose, away) = (false, false);
        var journal = await rig.OpenAsync(s => new HookedStore(s)
        {
            OnReadHeads = () => { if (away) throw new JournalUnavailableException("no connection"); },
            OnCommit = (commit, _) => lose ? ValueTask.FromResult(new CommitOutcome(CommitKind.Unknown, "cut")) : commit(),
        });
        (lose, away) = (true, true);
        (await journal.AppendAsync(Append(Customer("C-1"), 0, Event("a")))).ShouldBeOfType<AppendResult.Unknown>();
        lose = false;
        for (var i = 0; i < 2; i++) (await journal.AppendAsync(Append(Customer("C-1"), 0, Event("a")))).ShouldBeOfType<AppendResult.Unavailable>();
        away = false;
        await journal.WriteAsync(Customer("C-1"), 0, "a");
        (await journal.VerifyAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_bug_in_the_store_leaves_nobody_waiting(string kind)
    {
        await using var rig = new Rig(kind);
        var fail = true;
        var journal = await rig.OpenAsync(s => new HookedStore(s) { OnCommit = (c, _) => fail ? throw new InvalidCastException("bug") : c() });
        (await journal.AppendAsync(Append(Customer("C-1"), 0, Event("a")))).ShouldBeOfType<AppendResult.Unknown>().Why.ShouldContain("bug");
        fail = false;
        await journal.WriteAsync(Customer("C-1"), 0, "a");
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_bug_before_the_commit_leaves_nobody_waiting_and_nothing_written(string kind)
    {
        await using var rig = new Rig(kind);
        var fail = true;
        var journal = await rig.OpenAsync(s => new HookedStore(s) { OnFindStreams = () => { if (fail) throw new InvalidCastException("bug"); } });
        (await journal.AppendAsync(Append(Customer("C-1"), 0, Event("a"))).AsTask().WaitAsync(Patience)).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("bug");
        fail = false;
        await journal.WriteAsync(Customer("C-1"), 0, "a");
        (await journal.VerifyAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_bug_while_the_writer_rests_does_not_end_it(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync(s => new HookedStore(s) { OnIdle = () => throw new InvalidCastException("bug") });
        for (var i = 0; i < 3; i++) (await journal.AppendAsync(Append(Customer($"C-{i}"), 0, Event("a"))).AsTask().WaitAsync(Patience)).ShouldBeOfType<AppendResult.Committed>();
    }

    /// <summary>A stream of another partition is read while, and although, the tail of one can not be: what no index names yet must not be missing there.</summary>
    [Fact]
    public async Task While_a_tail_can_not_be_read_again_other_streams_are_still_whole()
    {
        await using var rig = new Rig("sqlite");
        var lose = false;
        SqliteStore? store = null;
        var journal = await rig.OpenAsync(s =>
        {
            store = (SqliteStore)s;
            return new HookedStore(s) { OnCommit = (commit, _) => lose ? ValueTask.FromResult(new CommitOutcome(CommitKind.Unknown, "cut")) : commit() };
        });
        var whole = Customer("C-1");
        var other = Enumerable.Range(2, 100).Select(n => Customer($"C-{n}")).First(n => journal.PartitionOf(n) != journal.PartitionOf(whole));
        await journal.WriteAsync(whole, 0, "a", "s");
        await journal.WriteAsync(whole, 1, "b", "t");
        lose = true;
        (await journal.AppendAsync(Append(other, 0, Event("x")))).ShouldBeOfType<AppendResult.Unknown>();
        lose = false;
        store!.Writing.Execute("ALTER TABLE event_indexed RENAME TO away");
        (await journal.AppendAsync(Append(other, 0, Event("x")))).ShouldBeOfType<AppendResult.Unavailable>();
        (await journal.LoadAsync(whole)).Version.ShouldBe(2);
        store.Writing.Execute("ALTER TABLE away RENAME TO event_indexed");
        await journal.WriteAsync(other, 0, "x");
        (await journal.LoadAsync(whole)).Version.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_full_store_is_unavailable_and_comes_back()
    {
        await using var rig = new Rig("sqlite");
        SqliteStore? store = null;
        var journal = await rig.OpenAsync(s => store = (SqliteStore)s);
        await journal.WriteAsync(Customer("C-1"), 0, "a", "s");
        store!.Writing.Execute("PRAGMA max_page_count=1");
        var big = new string('x', 400_000);
        var append = new Append(Customer("C-1"), 1, [Event(big, "t")]) { Command = Command("k"), Snapshot = new byte[9] };
        (await journal.AppendAsync(append)).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("13");
        (await journal.LoadAsync(Customer("C-1"))).Version.ShouldBe(1);
        store.Writing.Execute("PRAGMA max_page_count=1000000");
        (await journal.WriteAsync(append)).FirstPosition.ShouldBe(2);
        (await journal.LoadAsync(Customer("C-1"))).Version.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_store_locked_by_a_strange_hand_is_unavailable_and_comes_back()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync(s =>
        {
            ((SqliteStore)s).Writing.Execute("PRAGMA busy_timeout=1");
            return s;
        });
        using (var other = Database.OpenWriter(rig.File))
        {
            other.Execute("BEGIN IMMEDIATE");
            (await journal.AppendAsync(Append(Customer("C-1"), 0, Event("a")))).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("5");
            (await journal.LoadAsync(Customer("C-1"))).Version.ShouldBe(0);
            other.Execute("ROLLBACK");
        }
        await journal.WriteAsync(Customer("C-1"), 0, "a");
    }

    [Fact]
    public async Task A_row_written_behind_the_owners_back_is_taken_in_when_it_is_sound()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        var name = new StreamName("supply-point", "p", 4);
        await journal.WriteAsync(name, 0, "a");
        var stored = (await journal.ReadAllAsync(PartitionId.OfArea(4))).Single();
        var row = new EventRow
        {
            Partition = stored.Partition,
            Stream = stored.Stream,
            Version = 2,
            Type = stored.Type,
            Clear = "behind"u8.ToArray(),
            Audience = "",
            Position = 2,
            Micros = stored.Micros + 9,
        };
        var previous = (await new RawFile(rig.File).BlobsAsync("SELECT hash FROM event")).Single();
        await new RawFile(rig.File).ExecuteAsync(
            "INSERT INTO event VALUES (NULL, 4, 2, @stream, 2, @type, @time, NULL, @clear, NULL, '', @hash)",
            ("@stream", row.Stream.ToByteArray(bigEndian: true)), ("@type", row.Type), ("@time", row.Micros),
            ("@clear", row.Clear.ToArray()), ("@hash", new RowHash().Compute(row, previous)));

        (await journal.AppendAsync(Append(name, 1, Event("b")))).ShouldBeOfType<AppendResult.Unavailable>();
        (await journal.AppendAsync(Append(name, 1, Event("b")))).ShouldBe(new AppendResult.Conflict(2));
        (await journal.WriteAsync(name, 2, "c")).Micros.ShouldBeGreaterThan(row.Micros);
        (await journal.VerifyAsync()).ShouldBe(3);
    }
}
