using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentGrains.Silo.Hosting;

/// <summary>Webhooks of a cluster: the silo that owns the directory delivers all of them, for as long as it does. While that changes hands two may deliver for a
/// moment: at least once, as ever.</summary>
sealed class ClusterDeliveries(IServiceProvider services, Partitions partitions, IIndex index, TimeProvider time)
{
    const int PerPage = 500;
    static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Action<Exception> failed, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                if (partitions.Owns(PartitionId.Directory)) await DeliverAsync(failed, cancel);
                await Task.Delay(Look, time, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>As long as the directory is this silo's.</summary>
    async Task DeliverAsync(Action<Exception> failed, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var deliveries = ActivatorUtilities.CreateInstance<Deliveries>(services);
        var delivering = deliveries.RunAsync(failed, over.Token);
        try
        {
            while (partitions.Owns(PartitionId.Directory))
            {
                await Task.Delay(Look, time, cancel);
                Wake(deliveries, failed);
            }
        }
        finally
        {
            await over.CancelAsync();
            await delivering;
        }
    }

    /// <summary>A webhook may have been made or changed at any silo.</summary>
    void Wake(Deliveries deliveries, Action<Exception> failed)
    {
        try
        {
            for (string? after = null, last = ""; last is not null; after = last)
            {
                var page = index.Subscriptions(new(Kind: SubscriptionKind.Webhook, Ended: false), after, PerPage);
                foreach (var one in page.Results) deliveries.Wake(one.Id);
                last = page.Next;
            }
        }
        catch (UnavailableException fault)
        {
            failed(fault);
        }
    }
}
