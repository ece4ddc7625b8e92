using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Tests.SupplyPoints;

namespace ConsentGrains.Grains.Tests.Index;

/// <summary>What comes due is noticed at its moment or later, never before, and once.</summary>
public sealed class DueTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_kind_is_noticed_when_its_last_day_in_Japan_is_over_and_not_a_second_before(string kind)
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync(kind, time);
        var last = rig.Today.AddDays(10);
        await SettleAsync(rig, last);
        var over = Instant.StartOf(last.AddDays(1));
        await rig.Index.PassAsync(default);
        List(rig).ShouldAllBe(d => d.Due == over && d.Noticed == null);
        time.Advance(TimeSpan.FromMicroseconds(over.Micros - time.Now.Micros) - Second);
        await rig.Index.PassAsync(default);
        List(rig).ShouldAllBe(d => d.Noticed == null);
        time.Advance(Second);
        await rig.Index.PassAsync(default);
        List(rig).ShouldAllBe(d => d.Noticed == over);
        List(rig).Select(d => d.Kind).ShouldBe(Enum.GetValues<DueKind>(), ignoreOrder: true);
    }

    [Fact]
    public async Task A_crash_between_noticing_and_remembering_that_notices_nothing_twice()
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync("sqlite", time);
        await SettleAsync(rig, rig.Today);
        time.Advance(TimeSpan.FromDays(1));
        rig.Index.Timer.Between = () => throw new IOException("the power is gone");
        await Should.ThrowAsync<IOException>(() => rig.Index.PassAsync(default));
        var first = time.Now;
        time.Advance(TimeSpan.FromHours(5));
        rig.RestartIndex();
        await rig.Index.PassAsync(default);
        await rig.Index.RebuildAsync(null, default);
        List(rig).Count.ShouldBe(8);
        List(rig).ShouldAllBe(d => d.Noticed == first);
    }

    [Fact]
    public async Task A_clock_that_jumps_a_year_ahead_and_back_skips_nothing_and_notices_nothing_twice()
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync("sqlite", time);
        var year = TimeSpan.FromDays(365);
        await SettleAsync(rig, rig.Today.AddDays(30));
        time.Advance(year);
        await rig.Index.PassAsync(default);
        List(rig).ShouldAllBe(d => d.Noticed != null);
        var ahead = time.Now;
        time.Advance(-year);
        await rig.Index.PassAsync(default);
        List(rig).ShouldAllBe(d => d.Noticed == null, "it is to come again");
        rig.Index.Due(new(time.Now, Noticed: true), null, 100).Results.ShouldBeEmpty();
        rig.Index.Due(new(time.Now, Noticed: false), null, 100).Results.Count.ShouldBe(8);
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.PlaceHold(rig.Today.AddDays(5), "later")));
        time.Advance(TimeSpan.FromDays(60));
        await rig.Index.PassAsync(default);
        List(rig).Count(d => d.Noticed == ahead).ShouldBe(8);
        List(rig).Count.ShouldBe(9);
    }

    [Fact]
    public async Task What_is_withdrawn_lifted_or_revoked_before_its_day_does_not_come_due()
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync("sqlite", time);
        await SettleAsync(rig, rig.Today.AddDays(3));
        await rig.Index.PassAsync(default);
        await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"));
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.RevokeCredential("key-1")));
        time.Advance(TimeSpan.FromDays(10));
        await rig.Index.PassAsync(default);
        List(rig).Select(d => d.Kind).ShouldBe(
            [DueKind.RetentionReached, DueKind.HoldEnded, DueKind.RoleEnded, DueKind.EntrustmentEnded, DueKind.SupervisionDue, DueKind.SwitchLapsed], ignoreOrder: true);
    }

    [Fact]
    public async Task Whose_it_is_decides_who_lists_it_and_pages_meet_each_once()
    {
        await using var rig = await IndexRig.OpenAsync("memory", new TestTime());
        await SettleAsync(rig, rig.Today.AddDays(3));
        await rig.Index.PassAsync(default);
        List(rig, Say.Partner).Select(d => d.Kind).ShouldBe([DueKind.RoleEnded, DueKind.EntrustmentEnded, DueKind.CredentialEnded], ignoreOrder: true);
        List(rig, "els").Count.ShouldBe(6);
        List(rig, "emana").ShouldBeEmpty();
        var met = new List<ListedDue>();
        string? after = null;
        do
        {
            var page = rig.Index.Due(new(Instant.From(rig.Registry.Time.GetUtcNow())), after, 2);
            met.AddRange(page.Results);
            after = page.Next;
        }
        while (after is not null);
        met.ShouldBe(List(rig));
    }

    [Fact]
    public async Task The_loop_follows_by_itself_until_it_is_stopped()
    {
        await using var rig = await IndexRig.OpenAsync("memory");
        using var stop = new CancellationTokenSource();
        var faults = 0;
        rig.Index.Timer.Between = () => Interlocked.Increment(ref faults);
        var loop = rig.Index.RunAsync(_ => Interlocked.Increment(ref faults), stop.Token);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Index.CatchUpAsync(default);
        rig.Index.Customers(new(rig.Today), null, 10).Results.ShouldHaveSingleItem();
        rig.Index.IndexedTo.ShouldNotBeNull();
        await stop.CancelAsync();
        await loop;
        faults.ShouldBe(0);
    }

    static List<ListedDue> List(IndexRig rig, string? party = null) =>
        [.. rig.Index.Due(new(Instant.From(rig.Registry.Time.GetUtcNow()), party), null, 100).Results];

    /// <summary>One thing of each kind that ends on a day.</summary>
    static async Task SettleAsync(IndexRig rig, DateOnly last)
    {
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.GiveConsent(Say.Purpose, Say.Partner, Until: last)));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Ended, RetainUntil: last)));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.PlaceHold(last, "法人税法")));
        foreach (var command in new DirectoryCommand[]
        {
            new DirectoryCommand.GrantRole(Say.Partner, "enex-partner", rig.Today, last),
            new DirectoryCommand.RecordEntrustment("E1", "els", Say.Partner, ["work"], [Say.Purpose], ["ELS-EL-3/name"], rig.Today, last, null, true, true, true, true, true),
            new DirectoryCommand.RecordSupervision("E1", new(rig.Today, "audit", "in-order", last, null)),
            new DirectoryCommand.IssueCredential("key-1", Say.Partner, ["decide"], new string('a', 64), "key", last),
        }) await rig.Grains.AcceptedAsync(new Command.ToDirectory(command));
        await Meter.MakeAsync(rig.Grains, rig.Today, Meter.OfEls);
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival, Meter.SwitchedIfMatchedOn(last)));
    }
}
