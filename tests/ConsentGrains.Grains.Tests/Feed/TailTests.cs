using System.Text;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests.Feed;

/// <summary>Many who follow share one reading of the journal; who falls behind reads it alone; nobody is told more or less for it.</summary>
public sealed class TailTests
{
    const string Kind = "memory";

    [Fact]
    public async Task Two_hundred_followers_cost_one_reading_of_each_change()
    {
        await using var rig = await FeedRig.OpenAsync(Kind);
        using var feed = rig.OpenFeed();
        var cursors = Enumerable.Repeat(feed.Now, 200).ToArray();
        rig.Registry.Journal.Rows = 0;
        for (var i = 0; i < 20; i++)
        {
            await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
            await Task.WhenAll(cursors.Select(async (cursor, at) =>
            {
                var page = await feed.ReadAsync(new("els"), cursor, 100, default);
                page.Events.Count.ShouldBe(1);
                cursors[at] = page.Next;
            }));
        }

        rig.Registry.Journal.Rows.ShouldBe(20);
    }

    [Fact]
    public async Task Those_who_are_told_the_same_share_its_text_and_who_is_told_more_has_his_own()
    {
        await using var rig = await FeedRig.OpenAsync(Kind);
        string[] members = [.. Enumerable.Range(1, 16).Select(i => $"member-{i}")];
        foreach (var member in members)
        {
            await rig.Grains.AcceptedAsync(Say.Party(member));
            await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(member, "enex-group", rig.Today.AddDays(-9))));
        }

        using var feed = rig.OpenFeed();
        var from = feed.Now;
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.RecordContract("K-1", "ELS-EL", ContractState.Active)));
        var made = 0;
        async Task<(string[] Texts, FeedCursor Next)> ReadAsync(string party)
        {
            var page = await feed.ReadAsync(new(party), from, 100, default);
            return ([.. page.Events.Select(e => Encoding.UTF8.GetString(e.Telling.Text(e, of => Made(ref made, of)).Span))], page.Next);
        }

        var theirs = new List<(string[] Texts, FeedCursor Next)>();
        foreach (var member in members.Concat(members)) theirs.Add(await ReadAsync(member));
        made.ShouldBe(2, "one text for each of the two changes");
        theirs.ShouldAllBe(one => one.Texts.SequenceEqual(theirs[0].Texts) && ReferenceEquals(one.Next, theirs[0].Next));
        var own = await ReadAsync("els");
        made.ShouldBe(4, "the operator's own are made for it: it is told the number of the contract, nobody else is");
        own.Texts[0].ShouldBe(theirs[0].Texts[0]);
        own.Texts[1].ShouldContain("K-1");
        theirs[0].Texts[1].ShouldNotContain("K-1");
    }

    static byte[] Made(ref int made, FeedEvent of)
    {
        made++;
        return of.Told.Data;
    }

    [Fact]
    public async Task A_laggard_is_told_everything_in_order_and_holds_up_nobody()
    {
        await using var rig = await FeedRig.OpenAsync(Kind);
        using var feed = rig.OpenFeed();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var (behind, live) = (feed.Now, feed.Now);
        var told = new List<string>();
        for (var i = 0; i < Limits.FeedTailRows + 50; i++)
        {
            await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.GiveConsent(Say.Purpose, Say.Partner)));
            if (i % 40 != 0) continue;
            var page = await feed.ReadAsync(new("els"), live, 1_000, default);
            told.AddRange(page.Events.Select(e => e.Id));
            live = page.Next;
        }

        told.AddRange((await feed.ReadAsync(new("els"), live, 1_000, default)).Events.Select(e => e.Id));
        (await feed.ReadAsync(new("els"), behind, 1_000, default)).Events.Select(e => e.Id).ShouldBe(told);
        (await feed.ReadAsync(new("els"), behind, 1_000, default)).Events.Select(e => e.Id).ShouldBe(told, "a cursor that is repeated gives the same again");
        told.Count.ShouldBe(Limits.FeedTailRows + 50);
    }

    [Fact]
    public async Task What_lies_in_the_tail_of_an_erased_customer_is_told_to_nobody()
    {
        await using var rig = await FeedRig.OpenAsync(Kind);
        using var feed = rig.OpenFeed();
        var from = feed.Now;
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        (await feed.ReadAsync(new("els"), from, 100, default)).Events.Single().Told.Subject.ShouldBe("els/C-1");
        await rig.Grains.AcceptedAsync(Say.Erase("C-1"));
        foreach (var view in new FeedView[] { new("els"), new("auditor", Whole: true) })
            (await feed.ReadAsync(view, from, 100, default)).Events.Single().Told.Subject.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_kept_of_a_judgement_does_not_outlive_the_right_it_was_made_by()
    {
        await using var rig = await FeedRig.OpenAsync(Kind);
        using var feed = rig.OpenFeed();
        await rig.JoinAsync();
        var from = feed.Now;
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        (await feed.ReadAsync(new(FeedRig.Member), from, 100, default)).Events.Count.ShouldBe(1);
        await rig.LeaveAsync();
        (await feed.ReadAsync(new(FeedRig.Member), from, 100, default)).Events.Select(FeedRig.Kind).ShouldBe(["entitlement.ended"]);
    }

    [Fact]
    public void Every_partition_has_a_name_that_a_cause_may_carry()
    {
        for (var i = 0; i < PartitionId.Count; i++) Core.Feed.ChangeId.IsOne(Core.Feed.ChangeId.Of(new PartitionId(i).ToString(), 1)).ShouldBeTrue();
    }
}
