using ConsentGrains.Grains;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Routing;
using ConsentGrains.Silo.Shells;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Streams;

/// <summary>A webhook is delivered by the silo that owns its subscription.</summary>
sealed partial class DeliveryShare(LocalGrains local, Partitions partitions, OwnerRoute route, ILogger<DeliveryShare> log) : IDeliveryShare
{
    readonly long[] left = new long[PartitionId.Count];

    public long TenureOf(string id)
    {
        var partition = local.PartitionOfSubscription(id);
        var tenure = partitions.TenureOf(partition);
        return tenure == Volatile.Read(ref left[partition.Value]) ? 0 : tenure;
    }

    public void WakeElsewhere(string id) => _ = TryAsync(id, grain => grain.WakeAsync());

    public void Settle(string id) => _ = TryAsync(id, grain => grain.SettleAsync());

    /// <summary>As <see cref="Partitions.Leaving"/>.</summary>
    public Task LeaveAsync(PartitionId partition, Deliveries deliveries)
    {
        Volatile.Write(ref left[partition.Value], partitions.TenureOf(partition));
        return deliveries.LeaveAsync(id => local.PartitionOfSubscription(id) == partition);
    }

    async Task TryAsync(string id, Func<ISubscriberGrain, Task> tell)
    {
        try
        {
            if (route.Cluster is { } cluster) await Task.Run(() => tell(cluster.GetGrain<ISubscriberGrain>(id)));
        }
        catch (Exception lost) when (lost is OrleansException or TimeoutException or UnavailableException or InvalidOperationException or System.Data.Common.DbException)
        {
            LogLost(log, lost);
        }
    }

    [LoggerMessage(EventId = 5003, EventName = "WebhookSiloNotReached", Level = LogLevel.Debug, Message = "A webhook's silo was not reached; it looks by itself")]
    static partial void LogLost(ILogger logger, Exception lost);
}
