using System.Threading.Channels;
using ConsentGrains.Client;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Shells;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Streams;

/// <summary>What other silos committed, as notices tell of it: the ends of the partitions are looked at again, which wakes whoever follows the feed here. Nothing
/// rests on a notice: the ends are looked at every quarter of a second as well.</summary>
sealed partial class NoticeReceiver(JournalLog journal, IGrainFactory grains, ILocalSiloDetails here, ILogger<NoticeReceiver> log) : BackgroundService
{
    static readonly Dictionary<string, PartitionId> Partitions =
        Enumerable.Range(0, PartitionId.Count).Select(i => new PartitionId(i)).ToDictionary(partition => partition.ToString(), StringComparer.Ordinal);

    readonly Channel<bool> behind = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>At once, on any thread.</summary>
    public void Take(Notice notice)
    {
        if (Partitions.TryGetValue(notice.Partition, out var partition) && journal.HeadOf(partition) < notice.Position) behind.Writer.TryWrite(true);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RefreshAsync(stoppingToken), ListenAsync(stoppingToken));

    async Task RefreshAsync(CancellationToken stop)
    {
        try
        {
            while (await behind.Reader.WaitToReadAsync(stop))
            {
                behind.Reader.TryRead(out _);
                await TryAsync(() => journal.RefreshAsync(stop).AsTask());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Makes sure from time to time that this silo is told.</summary>
    async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var listens = await TryAsync(() => grains.GetGrain<IListenerGrain>(here.SiloAddress.ToParsableString()).ListenAsync());
                await Task.Delay(listens ? TimeSpan.FromSeconds(Limits.ListenSeconds) : TimeSpan.FromMilliseconds(Limits.LookMilliseconds), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or JournalUnavailableException or InvalidOperationException or System.Data.Common.DbException)
        {
            LogFault(log, fault);
            return false;
        }
    }

    [LoggerMessage(EventId = 5001, EventName = "NoticesNotFollowed", Level = LogLevel.Information, Message = "Notices of other silos can not be followed now; it is tried again, and what they tell of is looked at meanwhile")]
    static partial void LogFault(ILogger logger, Exception fault);
}
