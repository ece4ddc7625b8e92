using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>Commands at once, commands that meet a fault, and what a question sees meanwhile.</summary>
public sealed class CommandTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Racing_commands_on_one_customer_are_all_carried_out_one_after_the_other(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var racers = Enumerable.Range(0, 100).Select(i => Task.Run(() => rig.Grains.AcceptedAsync(i % 2 == 0 ? Say.Consent("C-1") : Say.Withdraw("C-1"))));
        var versions = (await Task.WhenAll(racers)).Select(o => o.Version).Order();
        versions.ShouldBe(Enumerable.Range(2, 100));
        await rig.RestartAsync();
        (await rig.Grains.ReadAsync("C-1")).Version.ShouldBe(101);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_question_does_not_wait_for_a_command_and_never_sees_it_early(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        foreach (var hold in new Func<Gate, Func<Append, Func<ValueTask<AppendResult>>, ValueTask<AppendResult>>>[] { g => g.HoldBefore, g => g.HoldAfter })
        {
            await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"));
            var gate = new Gate();
            rig.Journal.OnAppend = hold(gate);
            var tell = rig.Grains.TellAsync(Say.Consent("C-1")).AsTask();
            await gate.Reached;
            var asked = rig.Grains.AskAsync(Say.Provide("C-1")).AsTask();
            asked.IsCompletedSuccessfully.ShouldBeTrue();
            var early = await asked;
            early.Permitted.ShouldBeFalse();
            gate.Release();
            await tell;
            rig.Journal.OnAppend = (_, write) => write();
            (await rig.Grains.MayAsync("C-1")).ShouldBeTrue();
            (await rig.Grains.AskAsync(Say.Provide("C-1", early.AsOf))).Text().ShouldBe(early.Text());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_question_about_a_moment_waits_for_what_was_stamped_by_then(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var gate = new Gate();
        rig.Journal.OnAppend = gate.HoldAfter;
        var tell = rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await gate.Reached;
        Instant at;
        do at = Instant.From(rig.Time.GetUtcNow());
        while (at.Micros <= (await rig.Journal.LoadAsync(Customers.CustomerStream.NameOf("els/C-1"), CancellationToken.None)).LastMicros);
        var asked = rig.Grains.AskAsync(Say.Provide("C-1", at)).AsTask();
        asked.IsCompleted.ShouldBeFalse();
        gate.Release();
        (await asked).Permitted.ShouldBeTrue();
        (await tell).Recorded.ShouldBeLessThan(at);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_command_whose_end_is_not_known_is_found_out_under_its_key(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        foreach (var reached in new[] { true, false })
        {
            var version = (await rig.Grains.ReadAsync("C-1")).Version;
            rig.Journal.OnAppend = async (_, write) =>
            {
                if (reached) await write();
                throw new IOException("the disk is gone");
            };
            var key = Say.Key("K" + reached);
            (await rig.Grains.TellAsync(Say.Consent("C-1"), key)).ShouldBeOfType<Outcome.Unavailable>().MayHaveHappened.ShouldBeTrue();
            rig.Journal.OnAppend = (_, write) => write();
            (await rig.Grains.ReadAsync("C-1")).Version.ShouldBe(version + (reached ? 1 : 0));
            (await rig.Grains.AcceptedAsync(Say.Consent("C-1"), key)).Repeated.ShouldBe(reached);
            (await rig.Grains.ReadAsync("C-1")).Version.ShouldBe(version + 1);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_directory_command_whose_end_is_not_known_is_seen_at_the_next_question_if_it_happened(bool reached)
    {
        await using var rig = await Rig.OpenAsync("memory");
        rig.Journal.OnAppend = async (_, write) => reached ? Lost(await write()) : new AppendResult.Unknown("not written");
        (await rig.Grains.TellAsync(Say.Party("other"))).ShouldBeOfType<Outcome.Unavailable>().MayHaveHappened.ShouldBeTrue();
        rig.Grains.Directory.Version.ShouldBe(1);
        rig.Journal.OnAppend = (_, write) => write();
        (await rig.Grains.AskAsync(Say.Provide("C-1"))).DirectoryVersion.ShouldBe(reached ? 2 : 1);
        rig.Grains.Directory.Version.ShouldBe(reached ? 2 : 1);
        (await rig.Grains.AcceptedAsync(Say.Party("third"))).Version.ShouldBe(reached ? 3 : 2);

        static AppendResult Lost(AppendResult _) => new AppendResult.Unknown("the answer is lost");
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unavailable_and_then_forgotten()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        rig.Journal.OnRead = _ => throw new JournalUnavailableException("busy");
        rig.Journal.OnAppend = (_, _) => new(new AppendResult.Unavailable("full"));
        (await rig.Grains.TellAsync(Say.Enrol("C-2"))).ShouldBeOfType<Outcome.Unavailable>().MayHaveHappened.ShouldBeFalse();
        (await rig.Grains.TellAsync(Say.Consent("C-1"))).ShouldBe(new Outcome.Unavailable(false, "full"));
        await Should.ThrowAsync<UnavailableException>(() => rig.Grains.MayAsync("C-1"));
        await Should.ThrowAsync<UnavailableException>(() => rig.Grains.MayAsync("C-2"));
        await Should.ThrowAsync<UnavailableException>(() => rig.Grains.ReadAsync("C-2").AsTask());
        rig.Journal.OnRead = _ => ValueTask.CompletedTask;
        rig.Journal.OnAppend = (_, write) => write();
        (await rig.Grains.MayAsync("C-1")).ShouldBeFalse();
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
    }

    [Fact]
    public async Task A_stream_that_moved_behind_the_grain_is_loaded_and_decided_anew()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var stale = rig.Grains;
        await rig.CrashAsync();
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        (await stale.AcceptedAsync(Say.Withdraw("C-1"))).Version.ShouldBe(3);
    }

    [Fact]
    public async Task Cancelling_is_heeded_before_the_append_and_ignored_after_it()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        using var cancel = new CancellationTokenSource();
        var gate = new Gate();
        rig.Journal.OnAppend = gate.HoldBefore;
        var first = rig.Grains.TellAsync(Say.Consent("C-1"), Say.FromEls, CommandTerms.None, cancel.Token).AsTask();
        await gate.Reached;
        var second = rig.Grains.TellAsync(Say.Withdraw("C-1"), Say.FromEls, CommandTerms.None, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        gate.Release();
        (await first).ShouldBeOfType<Outcome.Accepted>().Version.ShouldBe(2);
        (await rig.Grains.MayAsync("C-1")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_customer_has_a_bounded_queue()
    {
        await using var rig = await Rig.OpenAsync("memory");
        var gate = new Gate();
        rig.Journal.OnAppend = gate.HoldBefore;
        var first = rig.Grains.TellAsync(Say.Enrol("C-1")).AsTask();
        await gate.Reached;
        var rest = Enumerable.Range(0, Limits.CommandsPerGrain + 9).Select(_ => rig.Grains.TellAsync(Say.Enrol("C-1")).AsTask()).ToList();
        rest.Count(t => t.IsCompleted).ShouldBe(10);
        gate.Release();
        var outcomes = await Task.WhenAll(rest.Append(first));
        outcomes.Count(o => o is Outcome.Unavailable { MayHaveHappened: false }).ShouldBe(10);
        outcomes.Count(o => o is Outcome.Accepted).ShouldBe(Limits.CommandsPerGrain);
    }
}
