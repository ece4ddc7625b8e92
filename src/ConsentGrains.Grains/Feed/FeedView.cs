using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Grains.Feed;

/// <summary>In whose name the feed is read.</summary>
/// <param name="Whole">Sees all (an auditor).</param>
/// <param name="Filter">Of what it may see, what it wants to see; null = all.</param>
public readonly record struct FeedView(string Party, bool Whole = false, SubscriptionFilter? Filter = null);
