using ConsentGrains.Core.Looks;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Tests.Index;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>Looks are on the disk before they are accepted, are listed the newest first, and lose whom they were at when he is erased.</summary>
public sealed class LookTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_look_is_in_the_journal_and_listed_after_a_restart(string kind)
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync(kind, time);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var version = (await rig.Grains.ReadAsync("C-1")).Version;
        await LookAsync(rig, At("C-1", LookView.State));
        time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(rig, At("C-1", LookView.Matrix));
        time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(rig, new("", LookSubject.SupplyPoint, "0300000000000000000019", null, LookView.State, LookReason.Fault));
        if (kind == "sqlite") await rig.RestartAsync();
        (await ListAsync(rig, new())).Select(l => (l.Subject, l.Shown, l.Why, l.Actor, l.Credential, l.Person, l.Request)).ShouldBe(
        [
            ("0300000000000000000019", LookView.State, LookReason.Fault, "els", "key-1", "花子", null),
            ("els/C-1", LookView.Matrix, LookReason.Enquiry, "els", "key-1", "花子", "T-7"),
            ("els/C-1", LookView.State, LookReason.Enquiry, "els", "key-1", "花子", "T-7"),
        ]);
        (await ListAsync(rig, new(Subject: "els/C-1"))).Count.ShouldBe(2);
        (await ListAsync(rig, new(Why: LookReason.Audit))).ShouldBeEmpty();
        (await ListAsync(rig, new(By: "key-1", To: time.Now))).Count.ShouldBe(2, "the third was taken at this moment");
        time.Advance(TimeSpan.FromMinutes(1));
        (await ListAsync(rig, new(By: "key-1", From: time.Now))).ShouldBeEmpty();
        (await rig.Grains.ReadAsync("C-1")).Version.ShouldBe(version, "a look changes nobody");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Pages_of_the_list_join_without_a_gap(string kind)
    {
        await using var rig = await IndexRig.OpenAsync(kind, new TestTime());
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        for (var i = 0; i < 7; i++) await LookAsync(rig, At("C-1", LookView.Timeline));
        await rig.Index.CatchUpAsync(default);
        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = rig.Index.Looks(new(), after, 3);
            seen.AddRange(page.Results.Select(l => l.Id));
            after = page.Next;
        }
        while (after is not null);
        seen.Distinct().Count().ShouldBe(7);
        seen.ShouldBe((await ListAsync(rig, new())).Select(l => l.Id));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_an_erased_customer_it_stays_known_that_somebody_looked_and_no_longer_at_whom(string kind)
    {
        await using var rig = await IndexRig.OpenAsync(kind, new TestTime());
        foreach (var number in new[] { "C-314159", "C-2" }) await rig.Grains.AcceptedAsync(Say.Enrol(number));
        await LookAsync(rig, At("C-314159", LookView.State));
        await LookAsync(rig, At("C-2", LookView.State));
        (await ListAsync(rig, new(Subject: "els/C-314159"))).ShouldHaveSingleItem();
        await rig.Grains.AcceptedAsync(Say.Erase("C-314159"));
        (await ListAsync(rig, new())).Select(l => l.Subject).ShouldBe(["els/C-2", null], ignoreOrder: true);
        await LookAsync(rig, At("C-314159", LookView.State));
        await rig.Index.RebuildAsync(null, default);
        (await ListAsync(rig, new())).Count(l => l.Subject is null && l.Operator == "els").ShouldBe(2);
        if (kind == "sqlite") rig.Holds("C-314159").ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_look_ends_when_its_days_are_over_and_not_before(string kind)
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync(kind, time);
        (rig.LookDays, var journal) = (30, rig.Registry.Journal);
        rig.RestartIndex();
        await rig.Grains.AcceptedAsync(Say.Enrol("C-161803"));
        await LookAsync(rig, At("C-161803", LookView.State) with { Request = "T-OLD" });
        time.Advance(TimeSpan.FromDays(1));
        await LookAsync(rig, At("C-161803", LookView.Matrix) with { Request = "T-NEW" });
        time.Advance(TimeSpan.FromDays(29));
        await rig.Index.PassAsync(default);
        (await ListAsync(rig, new())).Count.ShouldBe(2, "thirty days are not over yet");
        time.Advance(TimeSpan.FromMinutes(1));
        await rig.Index.PassAsync(default);
        (await ListAsync(rig, new())).Single().Request.ShouldBe("T-NEW");
        (await rig.Grains.ReadAsync("C-161803")).IsKnown.ShouldBeTrue();
        await rig.Index.RebuildAsync(null, default);
        (await ListAsync(rig, new())).Single().Request.ShouldBe("T-NEW");
        var events = await EventsAsync(journal);
        events.Count(e => e.Type == "look.taken.v1" && e.Secret is null).ShouldBe(1, "nobody can open it any more");
        events.Count(e => e.Type == "look.ended.v1").ShouldBe(1);
        await rig.Index.PassAsync(default);
        (await EventsAsync(journal)).Count.ShouldBe(events.Count, "it ends once");
        (await journal.VerifyAsync(null, default)).ShouldBe(await CountAsync(journal));
        if (kind == "sqlite") rig.Holds("T-OLD").ShouldBeFalse();
    }

    [Fact]
    public async Task Whether_a_look_is_old_is_read_from_the_look_itself()
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync("memory", time);
        var taken = (Outcome.Accepted)await rig.Grains.Looks.TakeAsync(new("", LookSubject.SupplyPoint, "0300000000000000000019", null, LookView.State, LookReason.Fault), new Envelope("els"), default);
        (await rig.Grains.Looks.EndAsync(taken.Id!, taken.Recorded, default)).ShouldBeFalse();
        (await rig.Grains.Looks.EndAsync("L-unknown", Instant.From(time.GetUtcNow()), default)).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await rig.Grains.Looks.EndAsync(taken.Id!, Instant.From(time.GetUtcNow()), default)).ShouldBeTrue();
        (await rig.Grains.Looks.EndAsync(taken.Id!, Instant.From(time.GetUtcNow()), default)).ShouldBeFalse();
    }

    static async Task<List<StoredEvent>> EventsAsync(IJournal journal)
    {
        var events = new List<StoredEvent>();
        for (var p = 0; p < PartitionId.Count; p++)
            await foreach (var e in journal.ReadPartitionAsync(new(p), 0, default)) events.Add(e);
        return [.. events.Where(e => e.Type.StartsWith("look.", StringComparison.Ordinal))];
    }

    static async Task<long> CountAsync(IJournal journal)
    {
        var count = 0L;
        for (var p = 0; p < PartitionId.Count; p++)
            await foreach (var _ in journal.ReadPartitionAsync(new(p), 0, default)) count++;
        return count;
    }

    static Look At(string number, LookView shown) => new("", LookSubject.Customer, $"els/{number}", "els", shown, LookReason.Enquiry, "T-7");

    static async Task LookAsync(IndexRig rig, Look look) =>
        (await rig.Grains.Looks.TakeAsync(look, new Envelope("els", "key-1", Via: "admin", Desk: "花子"), default)).ShouldBeOfType<Outcome.Accepted>().Id.ShouldStartWith("L-");

    static async Task<IReadOnlyList<ListedLook>> ListAsync(IndexRig rig, LookFilter filter)
    {
        await rig.Index.CatchUpAsync(default);
        return rig.Index.Looks(filter, null, 100).Results;
    }
}
