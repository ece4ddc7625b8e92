using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>An append under way: readers may look at its stamp, and wait for it to end one way or another.</summary>
sealed class Flight(AppendStamp stamp)
{
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => ended.Task;

    public void End() => ended.SetResult();

    /// <summary>The last moment at which a state recorded at <paramref name="seen"/> is sure to be the newest.
    /// INVARIANT (stamp-after-ask): an append without a stamp will get one later than any clock reading made before this call.</summary>
    public long LastMicrosOf(long seen)
    {
        var micros = stamp.Micros;
        return micros == AppendStamp.NotYet || seen >= micros ? long.MaxValue : micros - 1;
    }
}
