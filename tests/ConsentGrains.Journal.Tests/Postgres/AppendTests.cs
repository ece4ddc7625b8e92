using ConsentGrains.Journal.Postgres;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>What an append meets on PostgreSQL: take-overs, slow and aborted transactions, an answer that is lost.</summary>
public sealed class AppendTests
{
    static readonly StreamName Name = new("supply-point", "p", 7);
    static readonly PartitionId Partition = PartitionId.OfArea(7);

    static Append Second(string key = "k") => new(Name, 1, [Event("b", "t")]) { Command = Command(key) };

    [PostgresFact]
    public async Task An_append_that_had_to_wait_for_a_take_over_writes_nothing()
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Name, 0, "a", "s");
        await using var other = await StrangeHand.BeginAsync(rig, "UPDATE partition SET owner = 'another', epoch = epoch + 1");
        var late = journal.AppendAsync(Second()).AsTask();
        await other.SomebodyWaitsAsync();
        await other.CommitAsync();
        (await late).ShouldBeOfType<AppendResult.Unavailable>();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.event")).ShouldBe(1);
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.command")).ShouldBe(0);
        (await journal.AppendAsync(Second())).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("taken over by another");
    }

    [PostgresFact]
    public async Task A_take_over_waits_for_an_append_under_way_and_finds_it()
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Name, 0, "a", "s");
        await using var slow = await StrangeHand.OccupyAsync(rig, Partition, 2);
        var writing = journal.AppendAsync(Second()).AsTask();
        await slow.SomebodyWaitsAsync();
        var taking = rig.OpenAsync(Lease.Standard with { Length = TimeSpan.Zero, Every = TimeSpan.FromMilliseconds(20) });
        await slow.SomebodyWaitsAsync(2);
        taking.IsCompleted.ShouldBeFalse();
        await slow.RollBackAsync();
        (await writing).ShouldBeOfType<AppendResult.Committed>();
        (await (await taking).LoadAsync(Name)).Version.ShouldBe(2);
    }

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_strange_row_holds_an_append_up_and_leaves_no_gap(bool commits)
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Name, 0, "a", "s");
        await using var slow = await StrangeHand.OccupyAsync(rig, Partition, 2);
        var writing = journal.AppendAsync(Second()).AsTask();
        await slow.SomebodyWaitsAsync();
        (await journal.ReadAllAsync(Partition)).Count.ShouldBe(1);
        await (commits ? slow.CommitAsync() : slow.RollBackAsync());
        if (commits)
        {
            (await writing).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("23505");
            await rig.ExecuteAsync("DELETE FROM consent_journal.event WHERE position = 2");
            (await journal.AppendAsync(Second())).ShouldBeOfType<AppendResult.Committed>();
        }
        else
        {
            (await writing).ShouldBeOfType<AppendResult.Committed>();
        }
        (await journal.ReadAllAsync(Partition)).Select(e => e.Position).ShouldBe([1L, 2]);
        (await journal.VerifyAsync()).ShouldBe(2);
    }

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_whose_answer_was_lost_is_there_or_not_for_good_before_its_stream_is_read_again(bool written)
    {
        await using var rig = new Rig("postgres");
        await using var line = await rig.LineAsync();
        var journal = await rig.OpenAsync(Lease.Standard, line);
        await journal.WriteAsync(Name, 0, "a", "s");
        await using var slow = await StrangeHand.OccupyAsync(rig, Partition, 2);
        var writing = journal.AppendAsync(Second()).AsTask();
        await slow.SomebodyWaitsAsync();
        line.Cut();
        (await writing).ShouldBeOfType<AppendResult.Unknown>();
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.LoadAsync(Name));
        line.Mend();

        // The server still works on what it was sent: whoever loaded now would not see what comes a moment later.
        var loading = Task.Run(async () => await journal.LoadAsync(Name));
        await slow.SomebodyWaitsAsync(2);
        loading.IsCompleted.ShouldBeFalse();
        if (!written) await rig.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'WITH held%' AND wait_event_type = 'Lock'");
        await slow.RollBackAsync();
        (await loading).Version.ShouldBe(written ? 2 : 1);
        var again = await journal.AppendAsync(Second());
        if (written) again.ShouldBeOfType<AppendResult.Repeated>().Known.Version.ShouldBe(2);
        else again.ShouldBeOfType<AppendResult.Committed>().FirstPosition.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(2);
    }

    [PostgresFact]
    public async Task A_session_ended_by_the_administrator_is_unknown_and_the_next_append_goes_on()
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Name, 0, "a", "s");
        await using var slow = await StrangeHand.OccupyAsync(rig, Partition, 2);
        var writing = journal.AppendAsync(Second()).AsTask();
        await slow.SomebodyWaitsAsync();
        await rig.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        (await writing).ShouldBeOfType<AppendResult.Unknown>().Why.ShouldContain("57P01");
        await slow.RollBackAsync();
        (await journal.WriteAsync(Second())).FirstPosition.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(2);
    }

    [PostgresFact]
    public async Task One_flush_of_the_database_serves_many_of_256_clients()
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync();
        const int clients = 256, each = 20;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            for (var v = 0; v < each; v++)
                await journal.WriteAsync(new Append(Customer($"C-{c}"), v, [Event($"{v}", "s")]) { Command = Command($"k{v}") });
        })));
        var counters = journal.Counters;
        (await rig.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM consent_journal.event")).ShouldBe(counters.Flushes, "a group is a transaction");
        (counters.Appends, counters.Events).ShouldBe((clients * each, clients * each));
        counters.Flushes.ShouldBeLessThanOrEqualTo(counters.Appends / 16);
    }

    [PostgresFact]
    public async Task Everything_a_group_can_hold_of_one_stream_is_written_by_one_statement()
    {
        await using var rig = new Rig("postgres");
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var before = journal.AppendAsync(Append(Customer("first"), 0, Event("x"))).AsTask();
        await held.Reached;
        Task<AppendResult>[] group =
        [
            journal.AppendAsync(new Append(Name, 0, [Event("a", "s")]) { Snapshot = "one"u8.ToArray(), Command = Command("k1") }).AsTask(),
            journal.AppendAsync(new Append(Name, 1, [Event("b", "")]) { Command = Command("k2") }).AsTask(),
            journal.AppendAsync(new Append(Customer("gone"), 0, [Event("a")]) { Command = Command("k3") }).AsTask(),
            journal.AppendAsync(new Append(Customer("gone"), 1, [Event("erased")]) { Erase = true, Command = Command("k4") }).AsTask(),
        ];
        held.Release();
        await before;
        (await Task.WhenAll(group)).ShouldAllBe(r => r is AppendResult.Committed);
        held.Groups.ShouldBe([1, 4]);
        var image = await journal.LoadAsync(Name);
        (image.Version, image.SnapshotVersion, image.Snapshot!.Value.Text()).ShouldBe((2, 1, "one"));
        (await journal.LoadAsync(Customer("gone"))).Erased.ShouldBeTrue();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.command")).ShouldBe(4);
        (await rig.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM consent_journal.event")).ShouldBe(2, "one transaction for each group");
    }
}
