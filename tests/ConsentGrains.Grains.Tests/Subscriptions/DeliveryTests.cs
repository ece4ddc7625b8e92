using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Grains.Tests.Feed;

namespace ConsentGrains.Grains.Tests.Subscriptions;

/// <summary>One webhook, turn by turn, on a clock that goes only when told to.</summary>
public sealed class DeliveryTests
{
    const string Id = "sub-1";
    const string Url = "https://partner.example/";
    static readonly Task Unchanged = new TaskCompletionSource().Task;

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_is_posted_before_the_address_agrees_and_everything_in_order_after_it(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var post = await SubscribeAsync(rig);
        post.Mailbox.Greeting = _ => new(SubscriptionReason.HandshakeRefused, 200);
        await EnrolAsync(rig, 3);
        await post.TurnAsync();
        var refused = await post.StateAsync();
        (refused.Status, refused.Reason, refused.Answered, post.Mailbox.Tries).ShouldBe((SubscriptionStatus.Waiting, SubscriptionReason.HandshakeRefused, 200, 0));
        post.Mailbox.Greeting = _ => new();
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        await post.DrainAsync();
        post.Mailbox.At(Url).ShouldBe((await rig.ReadAsync("els")).Select(e => e.Id));
        (await post.StateAsync()).Status.ShouldBe(SubscriptionStatus.Active);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Tries_come_as_the_schedule_says_also_after_a_restart_and_end_with_a_stop(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var post = await SubscribeAsync(rig);
        post.Mailbox.Answer = (_, _) => new(new Posted(SubscriptionReason.Status, 500));
        await EnrolAsync(rig, 1);
        await post.DrainAsync();
        for (var failures = 1; failures <= RetrySchedule.Pauses.Count; failures++)
        {
            var state = await post.StateAsync();
            (state.Status, state.Failures, post.Mailbox.Tries).ShouldBe((SubscriptionStatus.Failing, failures, failures));
            var pause = RetrySchedule.Pauses[failures - 1];
            Pause(state).TotalSeconds.ShouldBe(pause.TotalSeconds, 0.001);
            rig.Time.Advance(pause - TimeSpan.FromMilliseconds(1));
            (await post.TurnAsync()).Until.ShouldBe(state.NextTry);
            if (failures % 3 == 0)
            {
                await rig.Registry.RestartAsync();
                post = post.After(rig);
            }

            post.Mailbox.Tries.ShouldBe(failures, "not a moment too early");
            rig.Time.Advance(TimeSpan.FromMilliseconds(2));
            await post.DrainAsync();
        }

        var end = await post.StateAsync();
        (end.Status, end.Reason, post.Mailbox.Tries).ShouldBe((SubscriptionStatus.Suspended, SubscriptionReason.TriesExhausted, 10));
        rig.Time.Advance(TimeSpan.FromDays(30));
        (await post.TurnAsync()).ShouldBe(default(Rest), "nothing more until somebody resumes it");
        post.Mailbox.Answer = (_, _) => new(new Posted());
        await post.TellAsync(new SubscriptionCommand.Resume());
        await post.DrainAsync();
        post.Mailbox.At(Url).ShouldBe((await rig.ReadAsync("els")).Select(e => e.Id), "nothing was skipped");
    }

    [Fact]
    public async Task A_410_stops_it_and_a_wish_for_patience_is_kept()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        var post = await SubscribeAsync(rig);
        post.Mailbox.Answer = (_, _) => new(new Posted(SubscriptionReason.Status, 429, TimeSpan.FromMinutes(7)));
        await EnrolAsync(rig, 1);
        await post.DrainAsync();
        var state = await post.StateAsync();
        Pause(state).TotalMinutes.ShouldBe(7, 0.001);
        post.Mailbox.Answer = (_, _) => new(new Posted(SubscriptionReason.Gone, 410));
        rig.Time.Advance(TimeSpan.FromMinutes(8));
        await post.DrainAsync();
        (await post.StateAsync()).Status.ShouldBe(SubscriptionStatus.Disabled);
        var tries = post.Mailbox.Tries;
        rig.Time.Advance(TimeSpan.FromDays(9));
        await post.DrainAsync();
        post.Mailbox.Tries.ShouldBe(tries);
        await post.TellAsync(new SubscriptionCommand.Replay(rig.Feed.Beginning.ToString()));
        post.Mailbox.Answer = (_, _) => new(new Posted());
        await post.DrainAsync();
        post.Mailbox.At(Url).ShouldBe((await rig.ReadAsync("els")).Select(e => e.Id));
    }

    [Fact]
    public async Task An_answer_of_well_taken_ends_a_failure_at_once_and_the_rest_follows()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        var post = await SubscribeAsync(rig);
        var bad = 3;
        post.Mailbox.Answer = (_, _) => new(bad-- > 0 ? new Posted(SubscriptionReason.TimedOut) : new Posted());
        await EnrolAsync(rig, 4);
        for (var i = 0; i < 3; i++)
        {
            await post.DrainAsync();
            (await post.StateAsync()).Status.ShouldBe(SubscriptionStatus.Failing);
            rig.Time.Advance(TimeSpan.FromHours(1));
        }

        await post.DrainAsync();
        var well = await post.StateAsync();
        (well.Status, well.Failures, well.Reason).ShouldBe((SubscriptionStatus.Active, 0, null));
        post.Mailbox.At(Url).ShouldBe((await rig.ReadAsync("els")).Select(e => e.Id));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_position_is_written_once_a_minute_at_a_stop_and_not_for_what_was_not_its(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        var post = await SubscribeAsync(rig);
        await EnrolAsync(rig, 5);
        await post.DrainAsync();
        var before = await post.StateAsync();
        await post.Positions.WriteAsync(all: false, default);
        (await post.StateAsync()).Position.ShouldBe(before.Position, "a minute has not passed");
        rig.Time.Advance(TimeSpan.FromSeconds(Limits.PositionSeconds + 1));
        await post.Positions.WriteAsync(all: false, default);
        var written = await post.StateAsync();
        written.Position.ShouldNotBe(before.Position);
        await post.DrainAsync();
        for (var i = 0; i < 10; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(Limits.PositionSeconds + 1));
            await post.DrainAsync();
            await post.Positions.WriteAsync(all: false, default);
        }

        (await post.StateAsync()).Version.ShouldBe(written.Version, "its own position is nothing to be told");
        await EnrolAsync(rig, 1, "later");
        await post.DrainAsync();
        await post.Positions.WriteAsync(all: true, default);
        await rig.Registry.RestartAsync();
        post = post.After(rig);
        await post.DrainAsync();
        var taken = post.Mailbox.At(Url);
        taken.ShouldBe(taken.Distinct(), "after a clean stop nothing is told twice");
        taken.Count.ShouldBe((await rig.ReadAsync("els")).Count);
    }

    [Fact]
    public async Task After_a_crash_what_was_not_written_is_told_again_and_nothing_is_skipped()
    {
        await using var rig = await FeedRig.OpenAsync("sqlite");
        var post = await SubscribeAsync(rig);
        await EnrolAsync(rig, 5);
        await post.DrainAsync();
        await rig.Registry.CrashAsync();
        post = post.After(rig);
        await EnrolAsync(rig, 2, "later");
        await post.DrainAsync();
        var all = (await rig.ReadAsync("els")).Select(e => e.Id).ToList();
        post.Mailbox.At(Url).Distinct().ShouldBe(all, ignoreOrder: true);
        post.Mailbox.At(Url).TakeLast(all.Count).ShouldBe(all);
    }

    [Fact]
    public async Task A_rate_the_address_allows_is_kept()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        var post = await SubscribeAsync(rig);
        post.Mailbox.Greeting = _ => new(PerMinute: 60);
        await EnrolAsync(rig, 3);
        await post.DrainAsync();
        for (var tries = 1; tries < 4; tries++)
        {
            post.Mailbox.Tries.ShouldBe(tries);
            rig.Time.Advance(TimeSpan.FromMilliseconds(999));
            await post.DrainAsync();
            post.Mailbox.Tries.ShouldBe(tries, "a second has not passed");
            rig.Time.Advance(TimeSpan.FromMilliseconds(1));
            await post.DrainAsync();
        }
    }

    [Fact]
    public async Task A_party_whose_last_key_is_revoked_is_told_nothing_more()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        var post = await SubscribeAsync(rig);
        await post.DrainAsync();
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.RevokeCredential("key-els")));
        await EnrolAsync(rig, 1);
        var tries = post.Mailbox.Tries;
        await post.DrainAsync();
        var state = await post.StateAsync();
        (state.Status, state.Reason, post.Mailbox.Tries).ShouldBe((SubscriptionStatus.Suspended, SubscriptionReason.NoKey, tries));
    }

    [Fact]
    public async Task A_filter_that_is_changed_holds_from_the_next_turn_and_repeats_nothing()
    {
        await using var rig = await FeedRig.OpenAsync("memory");
        var post = await SubscribeAsync(rig);
        await EnrolAsync(rig, 2);
        await post.DrainAsync();
        var before = post.Mailbox.At(Url).Count;
        await post.TellAsync(new SubscriptionCommand.Change(new(["jp.consentgrains.consent.given.v1"], []), null));
        await EnrolAsync(rig, 1, "later");
        await rig.Grains.AcceptedAsync(Say.Consent("later-0"));
        await post.DrainAsync();
        post.Mailbox.At(Url).Count.ShouldBe(before + 1);
    }

    static TimeSpan Pause(SubscriptionState failed) => TimeSpan.FromMicroseconds(failed.NextTry!.Value.Micros - failed.Recorded.Micros);

    static async Task<Post> SubscribeAsync(FeedRig rig)
    {
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.IssueCredential("key-els", "els", ["subscribe"], new string('a', 64), "feed")));
        var post = new Post(rig, new());
        await post.TellAsync(new SubscriptionCommand.Create("els", SubscriptionKind.Webhook, SubscriptionFilter.All, Url, "whsec_AAAA", rig.Feed.Beginning.ToString()));
        return post;
    }

    static async Task EnrolAsync(FeedRig rig, int count, string prefix = "C")
    {
        for (var i = 0; i < count; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"{prefix}-{i}"));
    }

    /// <summary>The delivery of one webhook over a registry that may be started anew.</summary>
    sealed class Post
    {
        readonly FeedRig rig;
        readonly Delivery delivery;

        public Post(FeedRig rig, Mailbox mailbox)
        {
            (this.rig, Mailbox) = (rig, mailbox);
            Positions = new(rig.Grains, rig.Time);
            delivery = new(Id, rig.Grains, rig.Feed, mailbox, Positions, rig.Time, () => 0);
        }

        public Mailbox Mailbox { get; }

        public Positions Positions { get; }

        public Post After(FeedRig started) => new(started, Mailbox);

        public ValueTask<Rest> TurnAsync() => delivery.TurnAsync(Unchanged, default);

        /// <summary>Turn after turn until there is nothing to do now.</summary>
        public async Task DrainAsync()
        {
            for (var turns = 0; turns < 1_000; turns++)
            {
                var rest = await TurnAsync();
                if (rest.After is not null || rest.Until is null || rest.Until > rig.Time.Now) return;
            }

            throw new InvalidOperationException("no end of turns");
        }

        public async Task TellAsync(SubscriptionCommand command) => await rig.Grains.AcceptedAsync(new Command.ToSubscription(Id, command));

        public ValueTask<SubscriptionState> StateAsync() => rig.Grains.ReadSubscriptionAsync(Id, default);
    }
}
