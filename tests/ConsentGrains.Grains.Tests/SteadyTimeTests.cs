namespace ConsentGrains.Grains.Tests;

public sealed class SteadyTimeTests
{
    [Fact]
    public async Task A_reading_is_never_earlier_than_one_that_was_made_before_it_on_any_thread()
    {
        using var time = new SteadyTime();
        var latest = 0L;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200_000; i++)
            {
                var before = Volatile.Read(ref latest);
                var now = time.GetUtcNow().UtcTicks;
                now.ShouldBeGreaterThanOrEqualTo(before);
                for (var seen = before; seen < now; seen = Volatile.Read(ref latest)) Interlocked.CompareExchange(ref latest, now, seen);
            }
        })));
    }

    [Fact]
    public void It_tells_the_time_of_the_wall()
    {
        using var time = new SteadyTime();
        var (before, told, after) = (DateTimeOffset.UtcNow, time.GetUtcNow(), DateTimeOffset.UtcNow);
        told.ShouldBeInRange(before.AddSeconds(-5), after.AddSeconds(5));
    }
}
