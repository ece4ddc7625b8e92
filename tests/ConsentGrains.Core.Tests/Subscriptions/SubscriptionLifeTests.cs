using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.Tests.Codec;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Subscriptions.SubscriptionCommand;

namespace ConsentGrains.Core.Tests.Subscriptions;

public sealed class SubscriptionLifeTests
{
    static readonly Instant Later = new(Sample.Now.Micros + 5_000_000);

    [Fact]
    public void A_webhook_waits_for_its_address_and_a_pull_does_not()
    {
        (Subscribed.Waiting.Status, Subscribed.Waiting.IsDelivered).ShouldBe((SubscriptionStatus.Waiting, true));
        (Subscribed.Webhook.Status, Subscribed.Webhook.IsDelivered).ShouldBe((SubscriptionStatus.Active, true));
        (Subscribed.Pull.Status, Subscribed.Pull.IsDelivered).ShouldBe((SubscriptionStatus.Active, false));
        Subscribed.After(Subscribed.Waiting, new Verify(60)).PerMinute.ShouldBe(60);
    }

    [Fact]
    public void A_failure_keeps_the_position_and_the_next_try_and_a_success_forgets_them()
    {
        var failing = Subscribed.After(Subscribed.Webhook, new Fail("P1", SubscriptionReason.Status, 503, Later), new Fail("P1", SubscriptionReason.TimedOut, null, Later));
        (failing.Status, failing.Position, failing.Reason, failing.Answered, failing.NextTry, failing.Failures)
            .ShouldBe((SubscriptionStatus.Failing, "P1", SubscriptionReason.TimedOut, null, Later, 2));
        Subscribed.After(failing, new Advance("P1")).ShouldBeSameAs(failing, "nothing was taken since");
        var well = Subscribed.After(failing, new Advance("P2"));
        (well.Status, well.Position, well.Reason, well.NextTry, well.Failures).ShouldBe((SubscriptionStatus.Active, "P2", null, null, 0));
        var refused = Subscribed.After(Subscribed.Waiting, new Fail("P0", SubscriptionReason.HandshakeRefused, 200, Later));
        (refused.Status, refused.Failures).ShouldBe((SubscriptionStatus.Waiting, 1), "it has never agreed");
    }

    [Fact]
    public void Gone_disables_and_the_end_of_all_tries_suspends_until_somebody_resumes()
    {
        var gone = Subscribed.After(Subscribed.Webhook, new Fail("P1", SubscriptionReason.Gone, 410, null));
        (gone.Status, gone.Reason, gone.Position, gone.IsDelivered).ShouldBe((SubscriptionStatus.Disabled, SubscriptionReason.Gone, "P1", false));
        var tired = Subscribed.After(Subscribed.Webhook, new Fail("P1", SubscriptionReason.Status, 500, null));
        (tired.Status, tired.Reason, tired.IsDelivered).ShouldBe((SubscriptionStatus.Suspended, SubscriptionReason.TriesExhausted, false));
        foreach (var stopped in new[] { gone, tired })
        {
            Subscribed.After(stopped, new Suspend()).ShouldBeSameAs(stopped, "it is stopped already");
            var resumed = Subscribed.After(stopped, new Resume());
            (resumed.Status, resumed.Position, resumed.Reason, resumed.Failures).ShouldBe((SubscriptionStatus.Waiting, "P1", null, 0), "it must agree again");
            var replayed = Subscribed.After(stopped, new Replay("P0"));
            (replayed.Position, replayed.Replays, resumed.Replays).ShouldBe(("P0", 1, 0));
        }
    }

    [Fact]
    public void Another_address_must_agree_again_and_a_filter_alone_needs_no_agreement()
    {
        var moved = Subscribed.After(Subscribed.Webhook, new Change(null, "https://other.example/"));
        (moved.Status, moved.Url, moved.Filter).ShouldBe((SubscriptionStatus.Waiting, "https://other.example/", Subscribed.Webhook.Filter));
        var narrowed = Subscribed.After(Subscribed.Webhook, new Change(new([], [3]), null));
        (narrowed.Status, narrowed.Filter.Areas.Single()).ShouldBe((SubscriptionStatus.Active, 3));
        var stopped = Subscribed.After(Subscribed.Webhook, new Suspend(), new Change(null, "https://other.example/"));
        stopped.Status.ShouldBe(SubscriptionStatus.Suspended, "whoever suspended it must resume it");
        Subscribed.After(Subscribed.Webhook, new Change(null, null)).ShouldBe(Subscribed.Webhook, "nothing was asked for");
    }

    [Fact]
    public void Two_secrets_sign_after_a_rotation_and_none_after_the_end()
    {
        var rotated = Subscribed.After(Subscribed.Webhook, new RotateSecret("whsec_new", Later));
        (rotated.Secret, rotated.OldSecret, rotated.OldUntil).ShouldBe(("whsec_new", SubscriptionEvents.Secret, Later));
        var atOnce = Subscribed.After(rotated, new RotateSecret("whsec_newer", null));
        (atOnce.Secret, atOnce.OldSecret, atOnce.OldUntil).ShouldBe(("whsec_newer", null, null));
        var ended = Subscribed.After(rotated, new End(), new End());
        (ended.Status, ended.Secret, ended.OldSecret).ShouldBe((SubscriptionStatus.Ended, null, null));
    }

    [Fact]
    public void A_filter_takes_types_and_areas()
    {
        var filter = new SubscriptionFilter(["a"], [3]);
        (filter.Takes("a", null), filter.Takes("a", 3), filter.Takes("a", 4), filter.Takes("b", 3)).ShouldBe((true, true, false, false));
        SubscriptionFilter.All.Takes("a", 9).ShouldBeTrue();
    }

    [Fact]
    public void A_subscription_folded_from_bytes_or_from_a_snapshot_is_the_same()
    {
        var (direct, stored) = (SubscriptionState.Unknown, SubscriptionState.Unknown);
        foreach (var (name, (happened, envelope)) in SubscriptionEvents.All.OrderBy(e => e.Key.Contains("created", StringComparison.Ordinal) ? 0 : 1))
        {
            direct = SubscriptionRules.Evolve(direct, happened, Sample.Now);
            var bytes = SubscriptionEventCodec.Encode(happened, Subscribed.Id, envelope);
            stored = SubscriptionRules.Evolve(stored, SubscriptionEventCodec.Decode(bytes.Type, bytes.Clear, bytes.Secret).Event, Sample.Now);
            var snapshot = SubscriptionSnapshotCodec.Encode(stored);
            stored = SubscriptionSnapshotCodec.Decode(snapshot).ShouldNotBeNull();
            Sample.Text(stored).ShouldBe(Sample.Text(direct), name);
            for (var length = 0; length < snapshot.Length; length++) SubscriptionSnapshotCodec.Decode(snapshot.AsSpan(0, length)).ShouldBeNull();
            snapshot[0]++;
            SubscriptionSnapshotCodec.Decode(snapshot).ShouldBeNull();
        }
    }

    [Fact]
    public void The_format_of_a_snapshot_is_pinned() => Convert.ToHexStringLower(SubscriptionSnapshotCodec.Encode(Subscribed.Pull))
        .ShouldBe("01" + "01" + Time(Sample.Now) + Time(Sample.Now) + "04" + Convert.ToHexStringLower("els"u8) + "00" + "01" + "00" + "000000" + Time(default)
            + "03" + Convert.ToHexStringLower("P0"u8) + "00" + "00" + "00" + "00" + "00" + Time(default) + "00");

    [Fact]
    public void Tries_come_as_Standard_Webhooks_recommends_and_end()
    {
        var at = Sample.Now;
        for (var failures = 0; failures < RetrySchedule.Pauses.Count; failures++)
        {
            Pause(RetrySchedule.Next(failures, at, 0)).ShouldBe(RetrySchedule.Pauses[failures]);
            Pause(RetrySchedule.Next(failures, at, 1)).ShouldBe(RetrySchedule.Pauses[failures] * 1.1);
        }

        RetrySchedule.Next(RetrySchedule.Pauses.Count, at, 0).ShouldBeNull();
        RetrySchedule.Pauses.Select(p => p.TotalSeconds).ShouldBe([5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
        Pause(RetrySchedule.Next(0, at, 0, TimeSpan.FromMinutes(7))).ShouldBe(TimeSpan.FromMinutes(7), "it asked for patience");
        Pause(RetrySchedule.Next(1, at, 0, TimeSpan.FromMinutes(1))).ShouldBe(TimeSpan.FromMinutes(5), "a wish never hastens");
        Pause(RetrySchedule.Next(0, at, 0, TimeSpan.FromDays(400))).ShouldBe(TimeSpan.FromDays(1), "nor delays for ever");

        TimeSpan Pause(Instant? next) => TimeSpan.FromMicroseconds(next.ShouldNotBeNull().Micros - at.Micros);
    }

    static string Time(Instant moment) => Convert.ToHexStringLower(BitConverter.GetBytes(moment.Micros));
}
