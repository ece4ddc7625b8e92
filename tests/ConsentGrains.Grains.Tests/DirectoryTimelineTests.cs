using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Tests;

public sealed class DirectoryTimelineTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    public void Every_moment_finds_the_newest_version_recorded_by_then(int commands)
    {
        var timeline = Of(commands);
        for (var micros = -5; micros < (commands + 1) * 10; micros++)
            timeline.At(new(micros)).Version.ShouldBe(Math.Clamp(micros / 10, 0, commands));
        timeline.Latest.Version.ShouldBe(commands);
    }

    [Fact]
    public void A_timeline_is_not_changed_by_those_after_it()
    {
        var before = Of(5);
        var after = before.With(before.Latest with { Version = 6, Recorded = new(60) });
        (before.Latest.Version, before.At(new(99)).Version, before.Version(6)).ShouldBe((5, 5, null));
        (after.Latest.Version, after.At(new(99)).Version).ShouldBe((6, 6));
    }

    static DirectoryTimeline Of(int commands)
    {
        var state = new DirectoryState { Policies = PolicyBook.Of([]) };
        var timeline = DirectoryTimeline.From(state);
        for (var i = 1; i <= commands; i++) timeline = timeline.With(state with { Version = i, Recorded = new(i * 10) });
        return timeline;
    }
}
