using System.Collections.Concurrent;
using System.Diagnostics;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>Who follows an append sees the write that carried it, also where others shared it.</summary>
public sealed class SpanTests : IDisposable
{
    static readonly ActivitySource Above = new(Spans.Source);
    readonly ConcurrentQueue<Activity> ended = new();
    readonly ActivityListener listener;

    public SpanTests()
    {
        listener = new() { ShouldListenTo = source => source.Name == Spans.Source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = ended.Enqueue };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task One_write_of_several_appends_is_linked_to_each_that_is_followed(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var before = journal.WriteAsync(Customer("before"), 0, "0");
        await held.Reached;
        Task<ActivityTraceId>[] followed = [FollowedAsync(journal, "a"), FollowedAsync(journal, "b")];
        var unfollowed = journal.WriteAsync(Customer("c"), 0, "3");
        held.Release();
        await Task.WhenAll(before, unfollowed);
        var (one, other) = (await followed[0], await followed[1]);
        var (first, second) = (Ended("journal.append", one), Ended("journal.append", other));
        var commit = Ended("journal.commit", one);
        commit.ParentSpanId.ShouldBe(first.SpanId);
        commit.Links.Select(link => link.Context.SpanId).ShouldBe([first.SpanId, second.SpanId]);
        (commit.GetTagItem("consent.batch.appends"), commit.GetTagItem("consent.batch.events"), commit.GetTagItem("consent.store")).ShouldBe((3, 3, kind));
        second.Links.ShouldHaveSingleItem().Context.SpanId.ShouldBe(commit.SpanId);
        ended.Count(span => span.OperationName == "journal.commit" && (span.TraceId == one || span.TraceId == other)).ShouldBe(1);
    }

    [Fact]
    public async Task What_fails_says_so_and_what_nobody_follows_makes_no_span()
    {
        await using var rig = new Rig("memory");
        var journal = await rig.OpenAsync(store => new HookedStore(store) { OnCommit = (_, _) => ValueTask.FromResult(new CommitOutcome(CommitKind.NotWritten, "full")) });
        (await journal.AppendAsync(Append(Customer("a"), 0, Event("1")))).ShouldBeOfType<AppendResult.Unavailable>();
        using var above = Above.StartActivity("above")!;
        Spans.Wanted.ShouldBeTrue();
        (await journal.AppendAsync(Append(Customer("b"), 0, Event("1")))).ShouldBeOfType<AppendResult.Unavailable>();
        (Ended("journal.append", above.TraceId).Status, Ended("journal.commit", above.TraceId).Status).ShouldBe((ActivityStatusCode.Error, ActivityStatusCode.Error));
    }

    [Fact]
    public void What_others_began_is_not_followed()
    {
        using var others = new ActivitySource("Microsoft.AspNetCore");
        using var all = new ActivityListener { ShouldListenTo = source => source == others, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(all);
        using var request = others.StartActivity("request");
        Activity.Current.ShouldBe(request);
        (Spans.Wanted, Spans.Begin("journal.append")).ShouldBe((false, null));
    }

    Activity Ended(string name, ActivityTraceId trace) => ended.Single(span => span.OperationName == name && span.TraceId == trace);

    static async Task<ActivityTraceId> FollowedAsync(JournalLog journal, string key)
    {
        Activity.Current = null;
        using var above = Above.StartActivity("above")!;
        await journal.WriteAsync(Customer(key), 0, key);
        return above.TraceId;
    }
}
