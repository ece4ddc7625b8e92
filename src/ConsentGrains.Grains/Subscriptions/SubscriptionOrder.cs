using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>A command to one subscription, with the directory it is decided by.</summary>
readonly record struct SubscriptionOrder(string Id, SubscriptionCommand Body, DirectoryState Directory);
