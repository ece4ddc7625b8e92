using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class TimeTests
{
    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Recorded_time_is_to_the_microsecond_and_after_the_clock(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        rig.Time.Advance(TimeSpan.FromTicks(1_234_567));
        var written = await journal.WriteAsync(Customer("C-1"), 0, "a");
        written.Micros.ShouldBe(rig.Time.Micros + 1);
        (await (await rig.ReopenAsync()).LoadAsync(Customer("C-1"))).LastMicros.ShouldBe(written.Micros);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task It_grows_while_the_clock_stands_still_or_goes_back(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var last = 0L;
        for (var i = 0; i < 6; i++)
        {
            if (i == 2) rig.Time.Advance(TimeSpan.FromHours(-1));
            if (i == 4) journal = await rig.ReopenAsync();
            var now = (await journal.WriteAsync(StreamName.Directory, i, "a")).Micros;
            if (i > 0) now.ShouldBe(last + 1);
            last = now;
        }
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Nothing_is_recorded_at_or_before_an_observed_moment(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        var later = rig.Time.Micros + 5_000_000;
        journal.Observe(Customer("C-1"), later);
        journal.Observe(Customer("C-1"), later - 7);
        (await journal.WriteAsync(Customer("C-1"), 0, "a")).Micros.ShouldBe(later + 1);
        (await journal.WriteAsync(StreamName.Directory, 0, "a")).Micros.ShouldBeLessThan(later);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task The_stamp_is_seen_before_the_write_is_durable(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var append = Append(Customer("C-1"), 0, Event("a"));
        append.Stamp.Micros.ShouldBe(AppendStamp.NotYet);
        var writing = journal.AppendAsync(append).AsTask();
        await held.Reached;
        writing.IsCompleted.ShouldBeFalse();
        var stamp = append.Stamp.Micros;
        held.Release();
        (await writing).ShouldBeOfType<AppendResult.Committed>().Micros.ShouldBe(stamp);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Order_of_time_is_order_of_position(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            journal.WriteAsync(Append(new("supply-point", $"p{i}", 5), 0, Event("a"), Event("b")))));
        var events = await journal.ReadAllAsync(PartitionId.OfArea(5));
        events.Chunk(2).ShouldAllBe(two => two[0].Micros == two[1].Micros && two[0].Stream == two[1].Stream);
        events.Where((_, i) => i % 2 == 0).Zip(events.Where((_, i) => i % 2 == 0).Skip(1)).ShouldAllBe(p => p.First.Micros < p.Second.Micros);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Whoever_saw_no_stamp_asked_before_it(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        for (var round = 0; round < 40; round++)
        {
            var append = Append(StreamName.Directory, round, Event("a"));
            var seen = 0L;
            Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Ask(append)))];
            var written = await journal.WriteAsync(append);
            await Task.WhenAll(readers);
            written.Micros.ShouldBe(append.Stamp.Micros);
            written.Micros.ShouldBeGreaterThan(seen, "a reader answered as of a later moment from the state before");

            // The clock is pushed on by the readers themselves, so that a stamp from a reading made too early is caught.
            void Ask(Append of)
            {
                while (true)
                {
                    rig.Time.Advance(TimeSpan.FromMicroseconds(1));
                    var now = rig.Time.Micros;
                    if (of.Stamp.Micros != AppendStamp.NotYet) return;
                    InterlockedMax(ref seen, now);
                }
            }
        }
    }

    static void InterlockedMax(ref long to, long value)
    {
        for (var old = Volatile.Read(ref to); old < value; old = Volatile.Read(ref to))
            if (Interlocked.CompareExchange(ref to, value, old) == old) return;
    }
}
