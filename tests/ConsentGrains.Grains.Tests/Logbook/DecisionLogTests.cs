using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>What is handed to the decision log is in it, in its order, for as long as it is kept.</summary>
public sealed class DecisionLogTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_entry_says_who_asked_what_of_whom_and_what_was_answered_on_which_ground(string kind)
    {
        await using var rig = await LogRig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await rig.Log.WriteAsync([await rig.AskAsync(Say.Provide("C-1") with { DocumentRef = "doc 7" })]);
        var entry = (await rig.AllAsync()).Results.ShouldHaveSingleItem();
        (entry.Kind, entry.By, entry.Key, entry.Operator, entry.Customer, entry.Permitted).ShouldBe((LogKind.Decision, "els", "key-1", "els", "els/C-1", true));
        (entry.Party, entry.Act, entry.Purpose, entry.Recipient, entry.DocumentRef).ShouldBe(("els", "provide", Say.Purpose, Say.Partner, "doc 7"));
        entry.Items.ShouldBe(["ELS-EL-3/name"]);
        (entry.Basis, entry.Policy, entry.Reason).ShouldBe(("consent", "ELS-EL@1", null));
        entry.Law.ShouldNotBeEmpty();
        (entry.CustomerVersion, entry.Receipt!.Length).ShouldBe((2, 58));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Entries_keep_their_order_through_a_restart_and_pages_lead_through_all_of_them_once(string kind)
    {
        await using var rig = await LogRig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        for (var i = 0; i < 40; i++) rig.Log.Note(rig.Reading("C-1", $"read-{i:D2}"));
        if (kind == "sqlite") await rig.RestartAsync();
        rig.Log.Note([.. Enumerable.Range(40, 10).Select(i => rig.Reading("C-1", $"read-{i:D2}"))]);
        var met = new List<string>();
        Instant? after = null;
        do
        {
            var page = await rig.PageAsync(new(new LogView.All()), after, 7);
            met.AddRange(page.Results.Select(e => e.What!));
            after = page.Next;
            rig.Log.Note(rig.Reading("C-1", "later"));
        }
        while (after is not null);
        met.ShouldBe(Enumerable.Range(0, 50).Reverse().Select(i => $"read-{i:D2}"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Entries_are_found_by_customer_party_time_act_purpose_outcome_and_kind(string kind)
    {
        var time = new TestTime();
        await using var rig = await LogRig.OpenAsync(kind, time);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-2"));
        rig.Log.Note(await rig.AskAsync(Say.Provide("C-1")));
        rig.Log.Note(await rig.AskAsync(Say.Provide("C-2")));
        time.Advance(TimeSpan.FromHours(1));
        var later = time.Now;
        rig.Log.Note(rig.Reading("C-2"));
        rig.Log.Note(await rig.AskAsync(Say.Provide("C-2") with { Act = "use", Recipient = null, Purpose = "ELS-EL-2-PU1" }));
        var all = new LogView.All();
        (await CountAsync(new(all, Customer: Say.Id("C-1")))).ShouldBe(1);
        (await CountAsync(new(all, Customer: Say.Id("C-2")))).ShouldBe(3);
        (await CountAsync(new(all, Customer: Say.Id("C-3")))).ShouldBe(0);
        (await CountAsync(new(all, Party: "els"))).ShouldBe(4);
        (await CountAsync(new(all, Party: "emana"))).ShouldBe(0);
        (await CountAsync(new(all, From: later))).ShouldBe(2);
        (await CountAsync(new(all, To: later))).ShouldBe(2);
        (await CountAsync(new(all, Act: "provide"))).ShouldBe(2);
        (await CountAsync(new(all, Purpose: Say.Purpose))).ShouldBe(2);
        (await CountAsync(new(all, Act: "provide", Permitted: true))).ShouldBe(1);
        (await CountAsync(new(all, Act: "provide", Permitted: false))).ShouldBe(1);
        (await CountAsync(new(all, Kind: LogKind.Read))).ShouldBe(1);

        async Task<int> CountAsync(LogFilter filter) => (await rig.PageAsync(filter)).Results.Count;
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_asker_sees_its_own_askings_and_no_sign_of_whether_there_is_such_a_customer(string kind)
    {
        await using var rig = await LogRig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("there"));
        await rig.Grains.AcceptedAsync(Say.Enrol("erased"));
        foreach (var number in new[] { "there", "erased", "never" }) rig.Log.Note(await AskedAsync(number, Say.Partner, whole: false));
        rig.Log.Note(await AskedAsync("there", "emana", whole: false));
        rig.Log.Note(await AskedAsync("there", Say.Partner, whole: true));
        rig.Log.Note(rig.Reading("there") with { By = Say.Partner });
        await rig.Grains.AcceptedAsync(Say.Erase("erased"));
        await rig.Index.PassAsync(default);
        var seen = (await rig.PageAsync(new(new LogView.OfAsker(Say.Partner)))).Results;
        seen.Count.ShouldBe(3);
        foreach (var entry in seen) System.Text.Json.JsonSerializer.Serialize(entry with { Time = default }).ShouldBe(System.Text.Json.JsonSerializer.Serialize(seen[0] with { Time = default }));
        (await rig.PageAsync(new(new LogView.OfOperator("emana")))).Results.ShouldHaveSingleItem().Customer.ShouldBeNull("emana asked about a customer of els");
        var own = (await rig.PageAsync(new(new LogView.OfOperator("els")))).Results;
        own.Count.ShouldBe(6);
        own.Count(e => e.Customer == "els/there").ShouldBe(4);

        async Task<LogEntry> AskedAsync(string number, string by, bool whole)
        {
            var question = Say.Provide(number) with { Act = "joint-use", Party = by, Recipient = null, Purpose = "ELS-EL-5-JU2-U5", DocumentRef = "secret" };
            return new(LogKind.Decision, rig.Now, by, "key", whole) { Question = question, Answer = await rig.Grains.AskAsync(question, new(by, whole), default) };
        }
    }

    [Fact]
    public async Task What_was_written_before_its_answer_is_there_after_a_crash_and_the_log_says_that_others_may_be_missing()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        for (var i = 0; i < 20; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async n => await rig.Log.WriteAsync([rig.Reading("C-1", $"{i}-{n}")])));
            if (i % 5 != 0) continue;
            await using var crashed = rig.AsAfterACrash();
            var page = await rig.AllAsync(crashed);
            page.Results.Count.ShouldBe((i + 1) * 8);
            page.Lost.ShouldHaveSingleItem().Rows.ShouldBeNull();
        }

        await rig.RestartAsync();
        (await rig.AllAsync()).Lost.ShouldBeEmpty("it was closed");
    }

    [Fact]
    public async Task What_waits_is_written_when_the_log_is_closed()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        for (var i = 0; i < 10_000; i++) rig.Log.Note(rig.Reading("C-1"));
        await rig.RestartAsync();
        var page = await rig.AllAsync();
        (page.Results.Count, page.Lost.Count).ShouldBe((10_000, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task More_than_may_wait_is_dropped_counted_and_told(string kind)
    {
        await using var rig = await LogRig.OpenAsync(kind, options: new(MostWaiting: 5));
        var (reached, go) = (Signal(), Signal());
        rig.Registry.Journal.OnSeal = () =>
        {
            reached.TrySetResult();
            return new(go.Task);
        };
        var first = rig.Log.WriteAsync([rig.Reading("C-1", "first")]).AsTask();
        await reached.Task;
        for (var i = 0; i < 7; i++) rig.Log.Note(rig.Reading("C-1", "more"));
        rig.Log.Note([rig.Reading("C-1"), rig.Reading("C-1")]);
        (await Should.ThrowAsync<UnloggedException>(async () => await rig.Log.WriteAsync([rig.Reading("C-1")]))).Message.ShouldNotBeEmpty();
        go.SetResult();
        await first;
        var page = await rig.AllAsync();
        page.Results.Count.ShouldBe(5);
        page.Lost.ShouldHaveSingleItem().Rows.ShouldBe(5, "three of seven and two at once; who waits is told itself");
        if (kind == "memory") return;
        await rig.RestartAsync();
        (await rig.AllAsync()).Lost.ShouldHaveSingleItem().Rows.ShouldBe(5);
        (await rig.PageAsync(new(new LogView.All(), From: new(rig.Now.Micros + 1)))).Lost.ShouldBeEmpty("nothing was lost in that time");
    }

    [Fact]
    public async Task A_log_that_can_not_be_written_says_so_to_who_waits_and_keeps_the_rest()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.Log.WriteAsync([rig.Reading("C-1", "before")]);
        rig.Query("ALTER TABLE block RENAME TO away", row => 0);
        rig.Log.Note(rig.Reading("C-1", "waits"));
        await Should.ThrowAsync<UnloggedException>(async () => await rig.Log.WriteAsync([rig.Reading("C-1", "never")]));
        rig.Log.Note([.. Enumerable.Range(0, 5_000).Select(_ => rig.Reading("C-1", "waits"))]);
        await Should.ThrowAsync<UnloggedException>(async () => await rig.Log.WriteAsync([rig.Reading("C-1", "never")]));
        await Should.ThrowAsync<UnavailableException>(() => rig.AllAsync());
        rig.Query("ALTER TABLE away RENAME TO block", row => 0);
        var all = (await rig.AllAsync()).Results;
        (all.Count(e => e.What == "before"), all.Count(e => e.What == "waits"), all.Count).ShouldBe((1, 5_001, 5_002));
    }

    [Fact]
    public async Task A_log_that_can_not_be_written_at_the_end_is_closed_all_the_same()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.Log.WriteAsync([rig.Reading("C-1", "before")]);
        rig.Query("ALTER TABLE block RENAME TO away", row => 0);
        for (var i = 0; i < 3; i++) rig.Log.Note(rig.Reading("C-1", "lost"));
        await rig.Log.DisposeAsync();
        rig.Query("ALTER TABLE away RENAME TO block", row => 0);
        await rig.RestartAsync();
        var page = await rig.AllAsync();
        (page.Results.Count, page.Lost.ShouldHaveSingleItem().Rows).ShouldBe((1, 3L));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Entries_are_kept_for_their_days_and_no_longer(string kind)
    {
        var time = new TestTime();
        await using var rig = await LogRig.OpenAsync(kind, time, new(KeepDays: 30));
        await rig.Log.WriteAsync([.. Enumerable.Range(0, 2_500).Select(_ => rig.Reading("C-1", "old"))]);
        time.Advance(TimeSpan.FromDays(20));
        await rig.Log.WriteAsync([rig.Reading("C-1", "young")]);
        while (rig.Log.Prune()) { }
        (await rig.AllAsync()).Results.Count.ShouldBe(2_501);
        time.Advance(TimeSpan.FromDays(10.5));
        while (rig.Log.Prune()) { }
        (await rig.AllAsync()).Results.ShouldHaveSingleItem().What.ShouldBe("young");
        time.Advance(TimeSpan.FromDays(40));
        while (rig.Log.Prune()) { }
        rig.Log.File.Read(db => db.Query("SELECT count(*) FROM subject", row => row.GetInt32(0))).ShouldBe([0], "nothing tells of the customer any more");
    }

    [Fact]
    public async Task A_customer_whose_entries_go_on_is_named_as_long_as_they_do()
    {
        var time = new TestTime();
        await using var rig = await LogRig.OpenAsync("memory", time, new(KeepDays: 3));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        for (var hour = 0; hour < 24 * 6; hour += 5)
        {
            await rig.Log.WriteAsync([rig.Reading("C-1")]);
            while (rig.Log.Prune()) { }
            time.Advance(TimeSpan.FromHours(5));
        }

        var entries = (await rig.AllAsync()).Results;
        entries.Count.ShouldBeLessThan(20);
        entries.ShouldAllBe(e => e.Customer == "els/C-1");
    }

    [Fact]
    public async Task Erased_customers_vanish_from_the_log_with_every_byte_that_is_bound_to_them()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        foreach (var number in new[] { "SECRET-NUMBER", "C-2" })
        {
            await rig.Grains.AcceptedAsync(Say.Enrol(number));
            await rig.Log.WriteAsync([await rig.AskAsync(Say.Provide(number) with { DocumentRef = "SECRET-DOCUMENT", Site = "SECRET-NUMBER" }), rig.Reading(number)]);
        }

        (await rig.PageAsync(new(new LogView.All(), Customer: Say.Id("SECRET-NUMBER")))).Results.Count.ShouldBe(2);
        rig.Holds("SECRET-NUMBER"u8).ShouldBeFalse("nothing that identifies a customer lies there in the clear");
        rig.Holds("SECRET-DOCUMENT"u8).ShouldBeFalse();
        var seal = (await rig.Registry.Journal.FindSealAsync(new Journal.StreamName("customer", "els/SECRET-NUMBER"), "decision-log.v1", default))!;
        var kept = rig.Rows();
        kept[0].Stream.ShouldBe(seal.Stream);
        var stream = IndexRows.Blob(seal.Stream);
        var customer = rig.Query("SELECT customer FROM subject WHERE stream = x'" + Convert.ToHexString(stream) + "'", row => (byte[])row.GetValue(0)).Single();
        kept[1].Sealed.ShouldBeNull("a reading names nobody but the customer");
        rig.Holds(stream).ShouldBeTrue("otherwise this test finds nothing");
        await rig.Grains.AcceptedAsync(Say.Erase("SECRET-NUMBER"));
        (await rig.PageAsync(new(new LogView.All(), Customer: Say.Id("SECRET-NUMBER")))).Results.ShouldBeEmpty("at once, before the log was told");
        (await rig.AllAsync()).Results.Count(e => e.Customer == "els/SECRET-NUMBER").ShouldBe(0);
        // Taken before the erasure, written after it.
        rig.Log.Note(rig.Reading("SECRET-NUMBER", "late"));
        await rig.Index.PassAsync(default);
        rig.Log.Note(rig.Reading("SECRET-NUMBER", "later"));
        (await rig.AllAsync()).Results.Count.ShouldBe(6, "what was decided stays known");
        rig.Log.Forget(Guid.NewGuid());
        foreach (var bytes in new[] { stream, kept[0].Sealed!, customer }) await GoneAsync(rig, bytes);
        (await rig.PageAsync(new(new LogView.All(), Customer: Say.Id("C-2")))).Results.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Small_blocks_become_one_and_nothing_of_them_changes(string kind)
    {
        var time = new TestTime();
        await using var rig = await LogRig.OpenAsync(kind, time);
        foreach (var number in new[] { "C-1", "C-2" }) await rig.Grains.AcceptedAsync(Say.Enrol(number));
        for (var i = 0; i < 600; i++)
        {
            if (i == 400) time.Advance(TimeSpan.FromHours(1));
            await rig.Log.WriteAsync([rig.Reading(i % 3 == 0 ? "C-1" : "C-2", $"read-{i:D3}")]);
        }

        var before = (await rig.AllAsync()).Results;
        while (rig.Log.Merge()) { }
        rig.Blocks().ShouldBe([400, .. Enumerable.Repeat(1, 200)], "more may follow the young ones");
        time.Advance(TimeSpan.FromHours(1));
        rig.Log.Note(rig.Reading("C-1", "young"));
        await rig.AllAsync();
        while (rig.Log.Merge()) { }
        rig.Blocks().ShouldBe([400, 200, 1], "none is of two hours");
        var after = (await rig.AllAsync()).Results;
        after.Skip(1).Select(e => (e.Time, e.What, e.Customer)).ShouldBe(before.Select(e => (e.Time, e.What, e.Customer)));
        (await rig.PageAsync(new(new LogView.All(), Customer: Say.Id("C-1")))).Results.Count.ShouldBe(201);
        await rig.Grains.AcceptedAsync(Say.Erase("C-1"));
        await rig.Index.PassAsync(default);
        (await rig.AllAsync()).Results.Count(e => e.Customer is null).ShouldBe(201);
        (await rig.PageAsync(new(new LogView.All(), Customer: Say.Id("C-2")))).Results.Count.ShouldBe(400);
        if (kind == "memory") return;
        await rig.RestartAsync();
        while (rig.Log.Merge()) { }
        rig.Blocks().ShouldBe([400, 200, 1]);
    }

    /// <summary>The write-ahead log is emptied by the writer between two turns; each read is a turn.</summary>
    static async Task GoneAsync(LogRig rig, byte[] bytes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (rig.Holds(bytes))
        {
            patience.Token.ThrowIfCancellationRequested();
            await rig.AllAsync();
        }
    }

    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
