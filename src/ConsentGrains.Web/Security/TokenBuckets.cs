using System.Collections.Concurrent;

namespace ConsentGrains.Web.Security;

/// <summary>A token bucket per party, so that one party can not take the registry from the others.</summary>
sealed class TokenBuckets(TimeProvider clock, int perSecond, int burst)
{
    readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    /// <summary>Takes tokens; otherwise the seconds after which there are enough again.</summary>
    public bool TryTake(string party, int tokens, out int retryAfterSeconds)
    {
        retryAfterSeconds = 0;
        if (perSecond <= 0) return true;
        var bucket = buckets.GetOrAdd(party, static (_, full) => new Bucket(full), burst);
        return bucket.TryTake(clock.GetTimestamp(), clock.TimestampFrequency, perSecond, burst, tokens, out retryAfterSeconds);
    }

    sealed class Bucket(double level)
    {
        readonly Lock gate = new();
        double level = level;
        long filled;

        public bool TryTake(long now, long frequency, int perSecond, int burst, int tokens, out int retryAfterSeconds)
        {
            lock (gate)
            {
                if (filled != 0) level = Math.Min(burst, level + ((now - filled) * (double)perSecond / frequency));
                filled = now;
                retryAfterSeconds = (int)Math.Ceiling(Math.Max(0, tokens - level) / perSecond);
                if (level < tokens) return false;
                level -= tokens;
                return true;
            }
        }
    }
}
