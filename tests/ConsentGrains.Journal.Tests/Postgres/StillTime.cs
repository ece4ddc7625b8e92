namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>A lease clock that goes only when told to, and says when somebody has read it.</summary>
sealed class StillTime : TimeProvider
{
    readonly Lock guard = new();
    readonly List<(long Count, TaskCompletionSource Done)> waiting = [];
    long ticks = TimeSpan.TicksPerDay;
    long reads;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (guard)
        {
            reads++;
            waiting.RemoveAll(w => w.Count <= reads && w.Done.TrySetResult());
            return ticks;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (guard) ticks += by.Ticks;
    }

    /// <summary>Ends once the clock has been read so many times more.</summary>
    public Task ReadAgainAsync(int times)
    {
        lock (guard)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((reads + times, done));
            return done.Task;
        }
    }
}
