using ConsentGrains.Journal.Postgres;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>When another's lease is over for certain, and when it is not.</summary>
public sealed class WatchTests
{
    readonly StillTime clock = new();
    readonly Lease lease;
    readonly Watch watch;

    public WatchTests() => watch = new(lease = Lease.Standard with { Clock = clock });

    static List<SiloRow> Beat(long beat, bool dead = false, string? place = null) => [new("a/1/x", beat, dead, place)];

    [Fact]
    public void A_beat_that_stands_still_for_longer_than_a_lease_can_last_is_over()
    {
        lease.Patience.ShouldBe(TimeSpan.FromSeconds(5.25));
        watch.Living(Beat(7)).ShouldNotBeNull();
        clock.Advance(lease.Patience - TimeSpan.FromTicks(1));
        watch.Living(Beat(7)).ShouldNotBeNull();
        watch.HasMoved.ShouldBeFalse();
        clock.Advance(TimeSpan.FromTicks(1));
        watch.Living(Beat(7)).ShouldBeNull();
        watch.Gone.Single().Beat.ShouldBe(7);
    }

    [Fact]
    public void One_that_moves_begins_anew()
    {
        watch.Living(Beat(7));
        clock.Advance(TimeSpan.FromSeconds(5));
        watch.Living(Beat(8)).ShouldNotBeNull();
        watch.HasMoved.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(5));
        watch.Living(Beat(8)).ShouldNotBeNull();
    }

    [Fact]
    public void Time_without_the_database_does_not_count()
    {
        watch.Living(Beat(7));
        clock.Advance(TimeSpan.FromMinutes(1));
        watch.Forget();
        watch.Living(Beat(7)).ShouldNotBeNull();
        watch.HasMoved.ShouldBeFalse();
    }

    [Fact]
    public void A_process_marked_dead_is_over_at_once() => watch.Living(Beat(7, dead: true)).ShouldBeNull();

    [Fact]
    public void A_process_of_this_machine_that_has_ended_is_over_at_once_and_a_living_one_is_not()
    {
        if (ProcessPlace.Here() is not { } here) return;
        watch.Living(Beat(7, place: here)).ShouldNotBeNull();
        var around = here[..here.LastIndexOf('/')];
        using var ended = System.Diagnostics.Process.Start("true");
        ended.WaitForExit();
        watch.Living(Beat(7, place: $"{around}/{ended.Id}")).ShouldBeNull();
        watch.Living(Beat(7, place: $"another-boot/pid:[1]/{ended.Id}")).ShouldNotBeNull();
        watch.Living(Beat(7, place: $"{around}/nonsense")).ShouldNotBeNull();
        watch.Living(Beat(7, place: "nonsense")).ShouldNotBeNull();
    }
}
