using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Feed;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Streams;

/// <summary>To which streams a commit is told. Who may be told a change is decided where it is read; here it is enough that nobody is passed over but for a moment.
/// Ownership: one caller at a time.</summary>
sealed class Audiences(IGrains grains, IIndex index, TimeProvider time)
{
    const int PerPage = 500;
    readonly StreamId[] commits = [.. Enumerable.Range(0, PartitionId.Count).Select(StreamOf)];
    Subscribed[] subscribed = [];
    long looked = -1;

    /// <summary>Notes the newest position for each stream a commit is told to.</summary>
    public void Gather(Commit commit, Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        newest[(commits[commit.Partition.Value], commit.Partition)] = commit.Last;
        Look();
        foreach (var party in subscribed)
        {
            var entitlement = party.Now(grains, time);
            if (!commit.Events.Any(e => entitlement.MayConcern(e.Audience))) continue;
            foreach (var stream in party.Streams) newest[(stream, commit.Partition)] = commit.Last;
        }
    }

    static StreamId StreamOf(int partition) => partition == PartitionId.Directory.Value ? NoticeStreams.OfDirectory
        : partition <= PartitionId.Areas ? NoticeStreams.OfArea(partition) : NoticeStreams.OfCustomers;

    /// <summary>Which subscriptions there are, from time to time anew.</summary>
    void Look()
    {
        var now = time.GetTimestamp();
        if (looked >= 0 && time.GetElapsedTime(looked, now).TotalMilliseconds < Limits.LookMilliseconds) return;
        looked = now;
        try
        {
            subscribed = [.. Open().GroupBy(one => one.Party, StringComparer.Ordinal).Select(of => new Subscribed(of.Key, [.. of.Select(one => NoticeStreams.OfSubscriber(one.Id))]))];
        }
        catch (UnavailableException)
        {
            // Those known before are told meanwhile.
        }
    }

    IEnumerable<ListedSubscription> Open()
    {
        for (string? after = null, last = ""; last is not null; after = last)
        {
            var page = index.Subscriptions(new(Ended: false), after, PerPage);
            foreach (var one in page.Results) yield return one;
            last = page.Next;
        }
    }

    /// <summary>The subscriptions of one party.</summary>
    sealed class Subscribed(string party, StreamId[] streams)
    {
        Entitlement? entitlement;

        public StreamId[] Streams => streams;

        public Entitlement Now(IGrains grains, TimeProvider time)
        {
            var (directory, day) = (grains.Directory, Instant.From(time.GetUtcNow()).Day);
            return entitlement?.IsOf(directory, day) == true ? entitlement : entitlement = new(party, false, directory, day);
        }
    }
}
