using ConsentGrains.Client;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Streams;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Streams;

namespace ConsentGrains.Silo.Shells;

/// <summary>Wakes whoever delivers the subscription; how it stands and how far it has come is in its own stream of the journal.</summary>
[GrainType(Places.Subscriber), BesidePartition]
sealed class SubscriberGrain(IGrains grains, Deliveries deliveries, IDeliveryShare share, NoticeReceiver receiver, Places places, ILocalSiloDetails here) : Grain, ISubscriberGrain
{
    string Id => this.GetPrimaryKeyString();

    IAsyncStream<Notice> Stream => this.GetStreamProvider(NoticeStreams.Provider).GetStream<Notice>(NoticeStreams.OfSubscriber(Id));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles()) await handle.ResumeAsync(TakeAsync);
    }

    public Task WakeAsync()
    {
        if (IsMine()) deliveries.Wake(Id);
        return Task.CompletedTask;
    }

    public async Task SettleAsync()
    {
        IsMine();
        // Off the grain's own turn: what the grains of the registry begin must not depend on this activation to end.
        var state = await Task.Run(() => grains.ReadSubscriptionAsync(Id, default).AsTask());
        var handles = await Stream.GetAllSubscriptionHandles();
        if (state.Status == SubscriptionStatus.Ended)
            foreach (var handle in handles) await handle.UnsubscribeAsync();
        else if (handles.Count == 0) await Stream.SubscribeAsync(TakeAsync);
    }

    Task TakeAsync(Notice notice, StreamSequenceToken? token)
    {
        if (IsMine()) receiver.Take(notice);
        return Task.CompletedTask;
    }

    /// <summary>Where it is not, this grain is in the wrong place, and moves to the owner of the subscription.</summary>
    bool IsMine()
    {
        if (share.TenureOf(Id) != 0) return true;
        if (places.Of(this.GetGrainId()) is not { } owner || owner.Equals(here.SiloAddress)) return false;
        RequestContext.Set(IPlacementDirector.PlacementHintKey, owner);
        MigrateOnIdle();
        return false;
    }
}
