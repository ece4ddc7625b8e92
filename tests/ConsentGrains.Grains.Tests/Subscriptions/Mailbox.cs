using System.Collections.Concurrent;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Subscriptions;

namespace ConsentGrains.Grains.Tests.Subscriptions;

/// <summary>Addresses in memory: each answers as it is told to, and keeps what it took.</summary>
sealed class Mailbox : IPostman
{
    /// <summary>The ids of the changes each address took, in order.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>How an address answers the next delivery.</summary>
    public Func<string, FeedEvent, ValueTask<Posted>> Answer { get; set; } = (_, _) => new(new Posted());

    public Func<string, Posted> Greeting { get; set; } = _ => new();

    public int Tries;

    public ValueTask<Posted> GreetAsync(SubscriptionState to, CancellationToken cancel) => new(Greeting(to.Url!));

    public async ValueTask<Posted> PostAsync(SubscriptionState to, FeedEvent change, CancellationToken cancel)
    {
        Interlocked.Increment(ref Tries);
        var posted = await Answer(to.Url!, change).AsTask().WaitAsync(cancel);
        if (posted.Failure is null) Taken.GetOrAdd(to.Url!, _ => new()).Enqueue(change.Id);
        return posted;
    }

    public IReadOnlyList<string> At(string url) => Taken.TryGetValue(url, out var taken) ? [.. taken] : [];
}
