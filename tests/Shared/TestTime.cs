namespace ConsentGrains.Tests.Shared;

/// <summary>A clock that goes only when told to; its timers fire within <see cref="Advance"/>.</summary>
sealed partial class TestTime : TimeProvider
{
    static readonly DateTimeOffset Start = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    readonly List<Timer> timers = [];
    long ticks = Start.UtcTicks;

    public long Micros => (Volatile.Read(ref ticks) - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref ticks, by.Ticks);
        Timer[] due;
        lock (timers) due = [.. timers.Where(t => t.Due <= GetUtcNow())];
        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state, period);
        timer.Change(dueTime, period);
        lock (timers) timers.Add(timer);
        return timer;
    }

    sealed class Timer(TestTime time, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Fire()
        {
            Due = period <= TimeSpan.Zero ? DateTimeOffset.MaxValue : Due + period;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan _)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time.GetUtcNow() + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (time.timers) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
