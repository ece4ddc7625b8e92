using ConsentGrains.Journal.Postgres;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>Processes that share one journal, each owning partitions of its own. Their leases run on one clock that only the test moves.</summary>
public sealed class SharingTests
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    readonly StillTime clock = new();

    Lease Living => new(Lease.Standard.Length, Often, clock);

    Lease Frozen => Living with { Every = TimeSpan.FromHours(1) };

    [PostgresFact]
    public async Task Each_appends_to_what_it_owns_and_to_nothing_else()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living), await rig.JoinAsync(Living));
        var (mine, yours) = TwoPartitions(first);
        (await ClaimAsync(first, mine)).ShouldBeTrue();
        (await ClaimAsync(second, yours)).ShouldBeTrue();
        (await ClaimAsync(second, mine)).ShouldBeFalse("its owner lives");
        await first.WriteAsync(mine, 0, "a");
        await second.WriteAsync(yours, 0, "b");
        (await first.AppendAsync(Append(yours, 1, Event("c")))).ShouldBeOfType<AppendResult.Unavailable>();
        (first.TenureOf(yours), second.TenureOf(mine)).ShouldBe((0, 0));
        (await first.LoadAsync(yours)).Events.Count.ShouldBe(1, "anybody may read");
    }

    [PostgresFact]
    public async Task Who_follows_sees_what_others_commit_once_it_looks()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living), await rig.JoinAsync(Living));
        var (mine, _) = TwoPartitions(first);
        await ClaimAsync(first, mine);
        await first.WriteAsync(mine, 0, "a");
        var next = second.NextCommit;
        await second.RefreshAsync(default);
        await next.WaitAsync(Patience);
        second.HeadOf(second.PartitionOf(mine)).ShouldBe(1);
        (await second.ReadAllAsync(second.PartitionOf(mine))).Count.ShouldBe(1);
    }

    [PostgresFact]
    public async Task A_partition_is_handed_over_at_once_and_time_does_not_go_back_in_it()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living), await rig.JoinAsync(Living));
        var (mine, _) = TwoPartitions(first);
        await ClaimAsync(first, mine);
        await first.WriteAsync(mine, 0, "a");
        var answeredAsOf = rig.Time.Micros + 5_000_000;
        first.Observe(mine, answeredAsOf);
        var forgotten = new List<PartitionId>();
        first.Partitions.Forget = forgotten.Add;
        await first.Partitions.ReleaseAsync(first.PartitionOf(mine), default);
        forgotten.ShouldBe([first.PartitionOf(mine)]);
        (await first.AppendAsync(Append(mine, 1, Event("late")))).ShouldBeOfType<AppendResult.Unavailable>();
        (await ClaimAsync(second, mine)).ShouldBeTrue();
        (await second.WriteAsync(mine, 1, "b")).Micros.ShouldBeGreaterThan(answeredAsOf);
    }

    [PostgresFact]
    public async Task A_partition_that_comes_back_has_another_tenure_and_nothing_remembered()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living), await rig.JoinAsync(Living));
        var (mine, _) = TwoPartitions(first);
        await ClaimAsync(first, mine);
        var then = first.TenureOf(mine);
        await first.WriteAsync(mine, 0, "a", "s");
        await MoveAsync(mine, first, second);
        await second.WriteAsync(new Append(mine, 1, [Event("b")]) { Command = Command("key") });
        await MoveAsync(mine, second, first);
        first.TenureOf(mine).ShouldNotBe(then);
        (await first.AppendAsync(Append(mine, 1, Event("c")))).ShouldBeOfType<AppendResult.Conflict>().ActualVersion.ShouldBe(2);
        (await first.AppendAsync(new Append(mine, 2, [Event("d")]) { Command = Command("key") })).ShouldBeOfType<AppendResult.Repeated>();
        await first.WriteAsync(mine, 2, "e", "s");
        (await first.VerifyAsync()).ShouldBe(3);
    }

    [PostgresFact]
    public async Task What_a_frozen_process_owned_is_taken_only_after_its_lease_and_leaves_it_nothing()
    {
        await using var rig = new Rig("postgres");
        var (frozen, second) = (await rig.JoinAsync(Frozen), await rig.JoinAsync(Living));
        var (one, other) = TwoPartitions(frozen);
        await ClaimAsync(frozen, one);
        await ClaimAsync(frozen, other);
        await frozen.WriteAsync(one, 0, "a");
        (await ClaimAsync(second, one)).ShouldBeFalse();
        clock.Advance(Lease.Standard.Length);
        frozen.IsHeld.ShouldBeFalse("its lease is over before anybody else may own");
        (await ClaimAsync(second, one)).ShouldBeFalse();
        clock.Advance(Lease.Standard.Patience - Lease.Standard.Length);
        (await ClaimAsync(second, one)).ShouldBeTrue();
        (await ClaimAsync(second, other)).ShouldBeTrue();
        (await frozen.AppendAsync(Append(one, 1, Event("late")))).ShouldBeOfType<AppendResult.Unavailable>();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.silo WHERE dead")).ShouldBe(1);
        (await second.WriteAsync(one, 1, "b")).Version.ShouldBe(2);
    }

    [PostgresFact]
    public async Task A_beat_counts_only_for_who_knows_the_newest_directory()
    {
        await using var rig = new Rig("postgres");
        long known = 0;
        var behind = new TaskCompletionSource();
        var (owner, copy) = (await rig.JoinAsync(Living), await rig.JoinAsync(Frozen, "there", () => Volatile.Read(ref known), () => behind.TrySetResult()));
        await ClaimAsync(owner, StreamName.Directory);
        copy.IsHeld.ShouldBeTrue();
        await owner.WriteAsync(StreamName.Directory, 0, "a");
        clock.Advance(Lease.Standard.Length);
        copy.Partitions.BeatNow();
        await behind.Task.WaitAsync(Patience);
        copy.IsHeld.ShouldBeFalse("it may decide by a directory that another process has changed");
        Volatile.Write(ref known, 1);
        while (!copy.IsHeld)
        {
            copy.Partitions.BeatNow();
            await Task.Yield();
        }

        var seen = (await owner.Partitions.LookAsync(default)).Members.Single(member => member.Address == "there");
        (seen.Directory, seen.MayAnswer).ShouldBe((1, true));
    }

    [PostgresFact]
    public async Task The_owner_of_the_directory_signs_for_all()
    {
        await using var rig = new Rig("postgres");
        var (first, mine, second, yours) = await TwoSigningAsync(rig);
        await second.WriteAsync(yours, 0, "b");
        (await second.CheckpointAsync(default)).ShouldBeFalse();
        (await first.CheckpointAsync(default)).ShouldBeTrue();
        (await rig.ScalarAsync<string>("SELECT heads FROM consent_journal.checkpoint")).ShouldContain($"{second.PartitionOf(yours).Value}:1:");
    }

    [PostgresFact]
    public async Task Who_began_with_another_key_signs_nothing_after_the_others()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living, place: rig.Place), await rig.JoinAsync(Living, place: rig.Place with { KeyPath = rig.Place.KeyPath + ".other" }));
        await ClaimAsync(first, StreamName.Directory);
        (await first.CheckpointAsync(default)).ShouldBeTrue();
        await MoveAsync(StreamName.Directory, first, second);
        (await Should.ThrowAsync<JournalRefusedException>(() => second.CheckpointAsync(default).AsTask())).Code.ShouldBe("checkpoint-key-wrong");
        (await Should.ThrowAsync<JournalRefusedException>(() => second.DisposeAsync().AsTask())).Message.ShouldContain("Checkpoint 1");
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.checkpoint")).ShouldBe(1);
    }

    [PostgresFact]
    public async Task The_last_to_leave_signs_what_all_have_handed_over()
    {
        await using var rig = new Rig("postgres");
        var (first, mine, second, yours) = await TwoSigningAsync(rig);
        await first.WriteAsync(StreamName.Directory, 0, "b");
        await second.WriteAsync(new Append(yours, 0, [Event("gone")]) { Erase = true });
        await ReleaseAsync(first, StreamName.Directory, mine);
        await ReleaseAsync(second, yours);
        await first.DisposeAsync();
        (await NewestAsync(rig)).ShouldContain(" erasures=0:", customMessage: "the other one is there, and its clock may be behind");
        await second.DisposeAsync();
        (await NewestAsync(rig)).ShouldContain(" erasures=1:");
        foreach (var name in (StreamName[])[StreamName.Directory, mine, yours]) (await NewestAsync(rig)).ShouldContain($"{first.PartitionOf(name).Value}:1:");
        (await File.ReadAllLinesAsync(rig.Place.AnchorPath))[^1].ShouldStartWith(await NewestAsync(rig));
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.partition WHERE owner IS NOT NULL")).ShouldBe(0);
        (await (await rig.OpenAsync(s => s, rig.Place)).VerifyAsync(rig.Place.AnchorPath, null, default)).ShouldBe(3);
    }

    [PostgresFact]
    public async Task Who_leaves_while_another_owns_the_directory_leaves_the_signing_to_it()
    {
        await using var rig = new Rig("postgres");
        var (first, second) = (await rig.JoinAsync(Living, place: rig.Place), await rig.JoinAsync(Living));
        var (mine, _) = TwoPartitions(first);
        await ClaimAsync(first, mine);
        await ClaimAsync(second, StreamName.Directory);
        await first.WriteAsync(mine, 0, "a");
        await first.DisposeAsync();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.checkpoint")).ShouldBe(0);
        second.TenureOf(StreamName.Directory).ShouldNotBe(0);
    }

    [PostgresFact]
    public async Task Who_only_looked_signs_nothing_when_it_leaves()
    {
        await using var rig = new Rig("postgres");
        await (await rig.JoinAsync(Living, place: rig.Place)).DisposeAsync();
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.checkpoint")).ShouldBe(0);
        (await rig.ScalarAsync<long>("SELECT max(epoch) FROM consent_journal.partition")).ShouldBe(0);
    }

    static Task<string> NewestAsync(Rig rig) => rig.ScalarAsync<string>("SELECT heads FROM consent_journal.checkpoint ORDER BY n DESC LIMIT 1");

    static Task ReleaseAsync(JournalLog journal, params StreamName[] names) =>
        Task.WhenAll(names.Select(name => journal.Partitions.ReleaseAsync(journal.PartitionOf(name), default)));

    static Task<bool> ClaimAsync(JournalLog journal, StreamName name) => journal.Partitions.ClaimAsync(journal.PartitionOf(name), default);

    static async Task MoveAsync(StreamName name, JournalLog from, JournalLog to)
    {
        await from.Partitions.ReleaseAsync(from.PartitionOf(name), default);
        (await ClaimAsync(to, name)).ShouldBeTrue();
    }

    /// <summary>Two customers of different partitions.</summary>
    static (StreamName One, StreamName Other) TwoPartitions(IJournal journal)
    {
        var one = Customer("C-0");
        for (var i = 1; ; i++)
            if (journal.PartitionOf(Customer($"C-{i}")) != journal.PartitionOf(one)) return (one, Customer($"C-{i}"));
    }

    /// <summary>Two that sign in the same place. The first owns the directory and one partition, to which it wrote, the second another.</summary>
    async Task<(JournalLog First, StreamName Mine, JournalLog Second, StreamName Yours)> TwoSigningAsync(Rig rig)
    {
        var (first, second) = (await rig.JoinAsync(Living, place: rig.Place), await rig.JoinAsync(Living, place: rig.Place));
        var (mine, yours) = TwoPartitions(first);
        await ClaimAsync(first, StreamName.Directory);
        await ClaimAsync(first, mine);
        await ClaimAsync(second, yours);
        await first.WriteAsync(mine, 0, "a");
        return (first, mine, second, yours);
    }
}
