using ConsentGrains.Web.Metrics;

namespace ConsentGrains.Web.Admin;

/// <summary>The last five minutes of this process, second by second. Thread-safe.</summary>
sealed class Pulse : IDisposable
{
    readonly MetricScrape scrape;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly Queue<PulseSample> samples = new();
    readonly ITimer timer;

    public Pulse(MetricScrape scrape, TimeProvider clock)
    {
        (this.scrape, this.clock) = (scrape, clock);
        Take();
        timer = clock.CreateTimer(_ => Take(), null, Second, Second);
    }

    static TimeSpan Second => TimeSpan.FromSeconds(1);

    /// <summary>Oldest first; never empty.</summary>
    public IReadOnlyList<PulseSample> Samples
    {
        get
        {
            lock (gate) return [.. samples];
        }
    }

    /// <summary>Looks now, whatever the timer does.</summary>
    public PulseSample Take()
    {
        lock (gate)
        {
            var sample = new PulseSample(clock.GetUtcNow(), [.. scrape.Read().Where(f => f.Name.StartsWith("consentgrains_", StringComparison.Ordinal))]);
            samples.Enqueue(sample);
            if (samples.Count > Limits.PulseSamples) samples.Dequeue();
            return sample;
        }
    }

    public void Dispose() => timer.Dispose();
}
