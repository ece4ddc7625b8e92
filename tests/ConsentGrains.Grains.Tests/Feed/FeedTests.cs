using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Tests.SupplyPoints;
using static ConsentGrains.Grains.Tests.Feed.FeedRig;

namespace ConsentGrains.Grains.Tests.Feed;

/// <summary>What is told to whom, in which words, and from where on.</summary>
public sealed class FeedTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_party_is_told_of_what_concerns_it_and_the_operator_of_more(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        await rig.JoinAsync();
        var from = rig.Feed.Now;
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.RecordContract("K-1", "ELS-EL", ContractState.Active)));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.PlaceHold(rig.Today.AddDays(9), "法人税法")));
        await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.GiveConsent(JointPurpose)));
        (await KindsAsync(rig, "els", from)).ShouldBe("customer.enrolled contract.recorded consent.given hold.placed consent.given");
        (await KindsAsync(rig, Say.Partner, from)).ShouldBe("consent.given");
        (await KindsAsync(rig, Member, from)).ShouldBe("customer.enrolled contract.recorded consent.given");
        (await KindsAsync(rig, Contractor, from)).ShouldBe("customer.enrolled contract.recorded");
        (await KindsAsync(rig, "emana", from)).ShouldBe("");
        (await KindsAsync(rig, "nobody-knows-me", from)).ShouldBe("");
        (await KindsAsync(rig, "auditor", from, whole: true)).ShouldBe("customer.enrolled contract.recorded consent.given hold.placed consent.given");
        var told = (await rig.ReadAsync(Say.Partner, from)).Single();
        told.Told.Subject.ShouldBe("els/C-1");
        System.Text.Encoding.UTF8.GetString(told.Told.Data).ShouldBe($$"""{"ref":"{{told.Stream}}","revision":3,"purpose":"ELS-EL-2-PU3","recipient":"partner"}""");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Pages_of_any_length_give_the_same_and_a_cursor_is_good_after_a_restart(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        for (var i = 0; i < 30; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
        var all = await rig.ReadAsync("els");
        foreach (var most in new[] { 1, 7 }) (await rig.ReadAsync("els", most: most)).Select(e => e.Id).ShouldBe(all.Select(e => e.Id));
        await rig.Registry.RestartAsync();
        for (var i = 0; i < all.Count; i++)
        {
            var cursor = (await rig.Feed.FindAsync(all[i].Cursor.ToString(), default));
            if (i % 10 == 0) (await rig.ReadAsync("els", cursor.ShouldNotBeNull())).Select(e => e.Id).ShouldBe(all.Skip(i + 1).Select(e => e.Id));
        }
    }

    [Fact]
    public async Task A_cursor_of_another_registry_or_from_ahead_is_none_and_rubbish_never_breaks_anything()
    {
        await using var one = await FeedRig.OpenAsync("memory");
        await using var other = await FeedRig.OpenAsync("memory");
        (await other.Feed.FindAsync(one.Feed.Now.ToString(), default)).ShouldBeNull();
        var early = one.Feed.Now.ToString();
        await one.Grains.AcceptedAsync(Say.Enrol("C-1"));
        (await one.Feed.FindAsync(early, default)).ShouldNotBeNull();
        (await one.Feed.FindAsync(one.Feed.Now.With(3, 1).ToString(), default)).ShouldBeNull();
        for (var i = 0; i < early.Length; i++) await one.Feed.FindAsync(early[..i], default);
        foreach (var rubbish in new[] { "", "=", "あ", new string('A', 10_000), early + "AA", "_" + early[1..] }) (await one.Feed.FindAsync(rubbish, default)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Losing_a_role_is_told_once_and_nothing_after_it(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var from = rig.Feed.Now;
        await rig.JoinAsync();
        for (var i = 0; i < 5; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
        (await KindsAsync(rig, Member, from)).ShouldBe("entitlement.began customer.enrolled customer.enrolled customer.enrolled customer.enrolled customer.enrolled");
        await rig.LeaveAsync();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-9"));
        var told = await rig.ReadAsync(Member, from);
        told.Select(FeedRig.Kind).ShouldBe(["entitlement.began", "entitlement.ended"], "nothing of before either, for it may not know it any more");
        (Field(told[1], "role"), Field(told[1], "delete"), Field(told[1], "until")).ShouldBe(("enex-group", "True", rig.Today.AddDays(-1).ToString("yyyy-MM-dd")));
        (await KindsAsync(rig, "els", from)).ShouldStartWith("role.granted role.ended", customMessage: "others are told of the roster");
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.EndEntrustment("ent-1", rig.Today.AddDays(-1))));
        (await rig.ReadAsync(Contractor, from)).Select(FeedRig.Kind).Last().ShouldBe("entitlement.ended");
        (await rig.ReadAsync(Contractor, from)).ShouldNotContain(e => FeedRig.Kind(e) == "customer.enrolled");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_ground_that_ends_by_its_date_is_told_once_on_the_day_after(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var last = rig.Today.AddDays(3);
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(Member, "enex-group", rig.Today.AddDays(-9), last)));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        using var index = RegistryIndex.Open(rig.Registry.Journal, rig.Grains, null, null, rig.Time);
        using var other = RegistryIndex.Open(rig.Registry.Journal, rig.Grains, null, null, rig.Time);
        foreach (var day in Enumerable.Range(0, 6))
        {
            await Task.WhenAll(index.PassAsync(default), other.PassAsync(default));
            (await rig.ReadAsync(Member)).Count(e => FeedRig.Kind(e) == "entitlement.ended").ShouldBe(day > 3 ? 1 : 0);
            (await rig.ReadAsync(Member)).Any(e => FeedRig.Kind(e) == "customer.enrolled").ShouldBe(day <= 3, "nothing of before it either");
            rig.Time.Advance(TimeSpan.FromDays(1));
        }

        var told = (await rig.ReadAsync(Member)).Last();
        (Field(told, "role"), Field(told, "schemes"), Field(told, "delete"), Field(told, "until"), told.Told.Subject)
            .ShouldBe(("enex-group", "[\"ELS-EL-5-JU2\"]", "True", last.ToString("yyyy-MM-dd"), Member));
        (await rig.ReadAsync("els")).ShouldNotContain(e => FeedRig.Kind(e) == "ground.lapsed");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_erased_customer_is_named_by_nothing_but_the_random_id_that_was_told_before(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        await rig.JoinAsync();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        var before = (await rig.ReadAsync(Say.Partner)).Last();
        await rig.Grains.AcceptedAsync(Say.Erase("C-1"));
        foreach (var party in new[] { "els", Say.Partner, Member, Contractor })
        {
            var told = (await rig.ReadAsync(party)).Where(e => e.Stream == before.Stream).ShouldHaveSingleItem(party);
            (FeedRig.Kind(told), told.Told.Subject, Field(told, "ref"), Field(told, "delete")).ShouldBe(("customer.erased", null, before.Stream.ToString(), "True"));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_points_a_transmission_operator_is_told_its_own_area_and_a_retailer_its_own_part(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var from = rig.Feed.Now;
        await Meter.MakeAsync(rig.Grains, rig.Today, Meter.OfEls);
        var elsewhere = new Command.ToPoint(new("0400000000000000000001"), new SupplyPointCommand.Register(Retailer: Meter.Rival, Since: rig.Today), new Issuer("test", Unrestricted: true));
        await rig.Grains.AcceptedAsync(elsewhere);
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival, rig.Today.AddDays(30)));
        await rig.Grains.AcceptedAsync(Meter.Judge(Judgement.Ng));
        const string switched = "supply-point.registered switch.applied switch.judged";
        (await PointsAsync(rig, "gtdo-03", from)).ShouldBe(switched);
        (await PointsAsync(rig, "gtdo-04", from)).ShouldBe("supply-point.registered");
        (await PointsAsync(rig, "gtdo-05", from)).ShouldBe("");
        (await PointsAsync(rig, "els", from)).ShouldBe(switched);
        (await PointsAsync(rig, Meter.Rival, from)).ShouldBe("switch.applied switch.judged supply-point.registered");
        (await PointsAsync(rig, "occto", from)).ShouldBe("switch.applied switch.judged");
        (await PointsAsync(rig, Member, from)).ShouldBe("");
        var (ofGtdo, ofEls) = ((await rig.ReadAsync("gtdo-03", from)).First(IsOfPoint), (await rig.ReadAsync("els", from)).First(IsOfPoint));
        (ofGtdo.Told.Subject, Field(ofGtdo, "customer"), Field(ofGtdo, "area")).ShouldBe((Meter.Point.Digits, null, "3"), "a transmission operator is not told who the customer is");
        Field(ofEls, "customer").ShouldBe(Meter.OfEls.ToString());
    }

    [Fact]
    public async Task What_a_party_sends_because_of_a_change_is_not_told_to_it_again()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var change = (await rig.ReadAsync("els")).Last();
        var from = rig.Feed.Now;
        foreach (var cause in new[] { change.Id, "form-7", "hash-99.1" })
            (await rig.Grains.TellAsync(Say.Consent("C-1"), new Envelope("els", Cause: cause), CommandTerms.None, default)).ShouldBeOfType<Outcome.Accepted>();
        (await rig.ReadAsync("els", from)).Select(e => Field(e, "revision")).ShouldBe(["3", "4"]);
        (await rig.ReadAsync(Say.Partner, from)).Count.ShouldBe(3, "others are told of it");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_waits_is_woken_by_what_comes_and_by_nothing_before(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var feed = rig.Feed;
        for (var i = 0; i < 20; i++)
        {
            var waiting = feed.WaitAsync(feed.Now, default);
            waiting.IsCompleted.ShouldBeFalse();
            await rig.Grains.AcceptedAsync(i % 2 == 0 ? Say.Enrol($"C-{i}") : Say.Party($"party-{i}"));
            await waiting.WaitAsync(TimeSpan.FromMinutes(2));
        }

        using var cancel = new CancellationTokenSource();
        var never = feed.WaitAsync(feed.Now, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => never);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_commit_that_comes_as_somebody_begins_to_wait_leaves_nobody_going_round(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var feed = rig.Feed;
        using var cancel = new CancellationTokenSource();
        var now = feed.Now;
        rig.Registry.Journal.Commit = Task.CompletedTask;
        // On a thread of its own: who goes round would never give this one back.
        var waiting = Task.Run(() => feed.WaitAsync(now, cancel.Token));
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromMinutes(1)));
        var next = feed.WaitAsync(now, default);
        next.IsCompleted.ShouldBeFalse();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await next.WaitAsync(TimeSpan.FromMinutes(1));
    }

    static bool IsOfPoint(FeedEvent change) => change.Partition.StartsWith("gtdo-", StringComparison.Ordinal);

    static async Task<string> PointsAsync(FeedRig rig, string party, FeedCursor from) =>
        string.Join(' ', (await rig.ReadAsync(party, from)).Where(IsOfPoint).Select(FeedRig.Kind));

    static async Task<string> KindsAsync(FeedRig rig, string party, FeedCursor from, bool whole = false) =>
        string.Join(' ', (await rig.ReadAsync(party, from, whole: whole)).Select(FeedRig.Kind));
}
