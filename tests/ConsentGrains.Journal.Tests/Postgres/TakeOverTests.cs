using ConsentGrains.Journal.Postgres;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>Two processes on one database. Their leases run on one clock that only the test moves; a process that beats once an hour is a frozen one.</summary>
public sealed class TakeOverTests
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    readonly StillTime clock = new();

    Lease Living => new(Lease.Standard.Length, Often, clock);

    Lease Frozen => Living with { Every = TimeSpan.FromHours(1) };

    [PostgresFact]
    public async Task A_second_process_is_refused_and_told_who_holds_it()
    {
        await using var rig = new Rig("postgres");
        var first = await rig.OpenAsync(Living);
        var refused = await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync(Living));
        refused.Code.ShouldBe("journal-in-use");
        refused.Message.ShouldContain($"process {Environment.ProcessId} on {Environment.MachineName}");
        await first.WriteAsync(Customer("C-1"), 0, "a");
        first.IsHeld.ShouldBeTrue();
    }

    [PostgresFact]
    public async Task A_clean_stop_hands_over_at_once()
    {
        await using var rig = new Rig("postgres");
        var first = await rig.OpenAsync(Living);
        await first.WriteAsync(Customer("C-1"), 0, "a");
        var told = new TaskCompletionSource<string>();
        var standing = rig.OpenAsync(Living, told.SetResult);
        (await told.Task).ShouldBe($"process {Environment.ProcessId} on {Environment.MachineName}");
        await first.DisposeAsync();
        var second = await standing;
        first.IsHeld.ShouldBeFalse();
        second.IsHeld.ShouldBeTrue();
        (await second.WriteAsync(Customer("C-1"), 1, "b")).Version.ShouldBe(2);
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.silo")).ShouldBe(1);
    }

    [PostgresFact]
    public async Task A_warm_standby_takes_over_from_a_frozen_process_only_after_its_lease_and_leaves_it_nothing()
    {
        await using var rig = new Rig("postgres");
        var first = await rig.OpenAsync(Frozen);
        await first.WriteAsync(Customer("C-1"), 0, "a", "s");
        var told = new TaskCompletionSource<string>();
        var standing = rig.OpenAsync(Living, told.SetResult);
        await told.Task;
        clock.Advance(Lease.Standard.Length - TimeSpan.FromMilliseconds(1));
        first.IsHeld.ShouldBeTrue();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        first.IsHeld.ShouldBeFalse("its lease is over before anybody else may own");
        await clock.ReadAgainAsync(5);
        (await rig.ScalarAsync<bool>("SELECT bool_or(dead) FROM consent_journal.silo")).ShouldBeFalse();
        standing.IsCompleted.ShouldBeFalse();
        clock.Advance(Lease.Standard.Patience - Lease.Standard.Length);
        var second = await standing;

        await second.WriteAsync(Customer("C-1"), 1, "b", "s");
        for (var i = 0; i < 3; i++)
        {
            (await first.AppendAsync(Append(Customer("C-1"), 1, Event("late")))).ShouldBeOfType<AppendResult.Unavailable>();
            (await first.AppendAsync(Append(Customer("C-2"), 0, Event("late", "s")))).ShouldBeOfType<AppendResult.Unavailable>();
        }
        (await second.LoadAsync(Customer("C-1"))).Events.Select(e => e.Clear.Text()).ShouldBe(["a", "b"]);
        (await second.LoadAsync(Customer("C-2"))).Version.ShouldBe(0);
        (await second.VerifyAsync()).ShouldBe(2);
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.event")).ShouldBe(2);
    }

    [PostgresFact]
    public async Task A_process_marked_dead_learns_of_it_and_holds_nothing_any_more()
    {
        await using var rig = new Rig("postgres");
        var first = await rig.OpenAsync(s => s, rig.Place, lease: Living);
        await first.WriteAsync(Customer("C-1"), 0, "a");
        first.TakenOver.IsCompleted.ShouldBeFalse();
        await rig.ExecuteAsync("UPDATE consent_journal.silo SET dead = true; UPDATE consent_journal.partition SET owner = 'x', epoch = epoch + 1");
        (await first.TakenOver).ShouldContain("another process");
        first.IsHeld.ShouldBeFalse();
        (await first.CheckpointAsync(CancellationToken.None)).ShouldBeFalse();
        await first.DisposeAsync();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.checkpoint")).ShouldBe(0, "who was taken over from signs nothing");
        (await rig.ScalarAsync<string>("SELECT min(owner) FROM consent_journal.partition")).ShouldBe("x");
    }

    [PostgresFact]
    public async Task Of_many_that_start_at_once_one_owns_and_the_others_stand_by()
    {
        await using var rig = new Rig("postgres");
        var told = 0;
        Task<JournalLog>[] starting = [.. Enumerable.Range(0, 4).Select(_ => rig.OpenAsync(Living, _ => Interlocked.Increment(ref told)))];
        for (var left = starting.ToList(); left.Count > 0;)
        {
            var owner = await Task.WhenAny(left);
            left.Remove(owner);
            left.ShouldAllBe(other => !other.IsCompleted);
            (await owner).IsHeld.ShouldBeTrue();
            await (await owner).WriteAsync(StreamName.Directory, 3 - left.Count, "mine");
            await (await owner).DisposeAsync();
        }
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.event")).ShouldBe(4);
    }
}
