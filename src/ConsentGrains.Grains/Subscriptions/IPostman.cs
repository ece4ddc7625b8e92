using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>Carries changes to webhooks. Neither member ever throws but for cancellation, and neither takes longer than its own bound.</summary>
public interface IPostman
{
    /// <summary>Asks the address whether it wants to be told (the handshake).</summary>
    ValueTask<Posted> GreetAsync(SubscriptionState to, CancellationToken cancel);

    /// <summary>Delivers one change. Delivered again, it carries the same id.</summary>
    ValueTask<Posted> PostAsync(SubscriptionState to, FeedEvent change, CancellationToken cancel);
}

/// <param name="Failure">Null: it was taken.</param>
/// <param name="Answered">The HTTP status, where there was one.</param>
/// <param name="Wished">For how long the address asked to be left alone.</param>
/// <param name="PerMinute">Of a handshake: how many deliveries a minute it allows; null = as many as there are.</param>
public readonly record struct Posted(SubscriptionReason? Failure = null, int? Answered = null, TimeSpan? Wished = null, int? PerMinute = null);
