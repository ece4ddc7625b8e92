using ConsentGrains.Client;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Streams;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace ConsentGrains.Silo.Shells;

[GrainType(Places.Listener), BesidePartition, KeepAlive]
sealed class ListenerGrain(NoticeReceiver receiver, ILocalSiloDetails here) : Grain, IListenerGrain
{
    static readonly StreamId[] Streams = [.. Enumerable.Range(1, PartitionId.Areas).Select(NoticeStreams.OfArea), NoticeStreams.OfCustomers, NoticeStreams.OfDirectory];

    bool IsHere => this.GetPrimaryKeyString() == here.SiloAddress.ToParsableString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Task.WhenAll(All().Select(async stream =>
    {
        foreach (var handle in await stream.GetAllSubscriptionHandles())
            await (IsHere ? handle.ResumeAsync(TakeAsync) : handle.UnsubscribeAsync());
    }));

    public Task ListenAsync() => Task.WhenAll(All().Select(async stream =>
    {
        if (IsHere && (await stream.GetAllSubscriptionHandles()).Count == 0) await stream.SubscribeAsync(TakeAsync);
    }));

    IEnumerable<IAsyncStream<Notice>> All()
    {
        var provider = this.GetStreamProvider(NoticeStreams.Provider);
        return Streams.Select(provider.GetStream<Notice>);
    }

    /// <summary>Of a silo that is gone, it is activated by the next notice somewhere else, and gives its subscriptions back there.</summary>
    Task TakeAsync(Notice notice, StreamSequenceToken? token)
    {
        if (IsHere) receiver.Take(notice);
        else DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
