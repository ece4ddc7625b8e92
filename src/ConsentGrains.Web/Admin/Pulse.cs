using ConsentGrains.Web.Metrics;

namespace ConsentGrains.Web.Admin;

/// <summary>The last five minutes of this process, second by second: whole for a moment, then what its pictures need. Thread-safe.</summary>
sealed class Pulse : IDisposable
{
    const string Own = "consentgrains_";
    readonly MetricScrape scrape;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly Queue<PulseSample> drawn = new();
    readonly Queue<PulseSample> recent = new();
    readonly ITimer timer;
    PulseSample newest;
    TaskCompletionSource beaten = Signal();

    public Pulse(MetricScrape scrape, TimeProvider clock)
    {
        (this.scrape, this.clock) = (scrape, clock);
        newest = Take();
        timer = clock.CreateTimer(_ => Beat(), null, Second, Second);
    }

    /// <summary>Seconds of <see cref="Recent"/>.</summary>
    public static TimeSpan Kept => TimeSpan.FromSeconds(12);

    static TimeSpan Second => TimeSpan.FromSeconds(1);

    /// <summary>What pictures are drawn of, oldest first; never empty.</summary>
    public IReadOnlyList<PulseSample> Drawn
    {
        get
        {
            lock (gate) return [.. drawn];
        }
    }

    /// <summary>The last seconds in full, oldest first; never empty.</summary>
    public IReadOnlyList<PulseSample> Recent
    {
        get
        {
            lock (gate) return [.. recent];
        }
    }

    public PulseSample Newest => Volatile.Read(ref newest);

    /// <summary>Ends with the next second.</summary>
    public Task NextAsync(CancellationToken cancel) => Volatile.Read(ref beaten).Task.WaitAsync(cancel);

    /// <summary>Looks now, whatever the timer does.</summary>
    public PulseSample Take()
    {
        lock (gate)
        {
            var sample = new PulseSample(clock.GetUtcNow(), [.. scrape.Read().Where(f => f.Name.StartsWith(Own, StringComparison.Ordinal))]);
            recent.Enqueue(sample);
            while (sample.At - recent.Peek().At > Kept) recent.Dequeue();
            drawn.Enqueue(sample with { Families = [.. sample.Families.Where(f => Charts.Families.Contains(f.Name))] });
            while (sample.At - drawn.Peek().At > Charts.Span) drawn.Dequeue();
            Volatile.Write(ref newest, sample);
            return sample;
        }
    }

    public void Dispose() => timer.Dispose();

    void Beat()
    {
        Take();
        Interlocked.Exchange(ref beaten, Signal()).SetResult();
    }

    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
