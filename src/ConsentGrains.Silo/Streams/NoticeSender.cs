using System.Threading.Channels;
using ConsentGrains.Client;
using ConsentGrains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Streams;

/// <summary>Tells of every commit of this silo. While one round is on its way, and for a moment after it, the next one gathers; of each partition only the newest
/// position is told, and all that a stream is told comes in one message, so that it keeps up with any writer and costs the same for many commits as for one.
/// What is lost is found by whoever looks.</summary>
sealed partial class NoticeSender(Audiences audiences, IClusterClient cluster, TimeProvider time, ILogger<NoticeSender> log) : BackgroundService
{
    /// <summary>Null: nothing was committed, it is time to look.</summary>
    readonly Channel<Commit?> commits = Channel.CreateBounded<Commit?>(
        new BoundedChannelOptions(Limits.CommitsToTell) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>At once, on any thread.</summary>
    public void Take(Commit commit) => commits.Writer.TryWrite(commit);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = TimeSpan.FromMilliseconds(Limits.LookMilliseconds);
        await using var looks = time.CreateTimer(_ => commits.Writer.TryWrite(null), null, every, every);
        try
        {
            var newest = new Dictionary<(StreamId Stream, PartitionId Partition), long>();
            while (await commits.Reader.WaitToReadAsync(stoppingToken))
            {
                while (commits.Reader.TryRead(out var next))
                    if (next is { } commit) audiences.Gather(commit, newest);
                audiences.Look(newest);
                await SendAsync(newest);
                newest.Clear();
                await Task.Delay(TimeSpan.FromMilliseconds(Limits.NoticePauseMilliseconds), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    async Task SendAsync(Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        var streams = cluster.GetStreamProvider(NoticeStreams.Provider);
        foreach (var some in newest.GroupBy(told => told.Key.Stream, told => new Notice(told.Key.Partition.ToString(), told.Value)).Chunk(Limits.StreamsAtOnce))
            await Task.WhenAll(some.Select(notices => TrySendAsync(streams.GetStream<Notice>(notices.Key), [.. notices])));
    }

    async Task TrySendAsync(Orleans.Streams.IAsyncStream<Notice> stream, IReadOnlyList<Notice> notices)
    {
        try
        {
            await stream.OnNextBatchAsync(notices);
        }
        catch (Exception lost) when (lost is OrleansException or TimeoutException or InvalidOperationException)
        {
            LogLost(log, lost);
        }
    }

    [LoggerMessage(EventId = 5002, EventName = "NoticeLost", Level = LogLevel.Debug, Message = "A notice was lost; whoever waits for it looks by himself")]
    static partial void LogLost(ILogger logger, Exception lost);
}
