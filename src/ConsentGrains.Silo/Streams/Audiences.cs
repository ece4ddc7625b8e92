using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Feed;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Streams;

/// <summary>To which streams a commit is told. Who may be told a change is decided where it is read; here it is enough that nobody is passed over: a subscription
/// is found at the next look, and is then told of every commit that may have come after it. Ownership: one caller at a time.</summary>
sealed class Audiences(IGrains grains, IIndex index, TimeProvider time)
{
    const int PerPage = 500;
    readonly StreamId[] commits = [.. Enumerable.Range(0, PartitionId.Count).Select(StreamOf)];
    Subscribed[] subscribed = [];

    /// <summary>For which a subscription may be missing that was opened before.</summary>
    readonly Queue<Committed> waiting = new();
    long looked = -1;

    /// <summary>Notes the newest position for each stream a commit is told to.</summary>
    public void Gather(Commit commit, Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        newest[(commits[commit.Partition.Value], commit.Partition)] = commit.Last;
        var one = new Committed(Instant.From(time.GetUtcNow()), commit.Partition, commit.Last, [.. commit.Events.Select(e => e.Audience)]);
        foreach (var party in subscribed)
            if (party.MayConcern(one, grains, time)) Note(party.Streams, one, newest);
        if (waiting.Count == Limits.CommitsToTell) waiting.Dequeue();
        waiting.Enqueue(one);
    }

    /// <summary>Which subscriptions there are, from time to time anew while something is committed; the new ones are told of what was committed meanwhile.</summary>
    public void Look(Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        var now = time.GetTimestamp();
        if (waiting.Count == 0 || looked >= 0 && time.GetElapsedTime(looked, now).TotalMilliseconds < Limits.LookMilliseconds) return;
        looked = now;
        try
        {
            var listed = index.IndexedTo;
            var known = subscribed.SelectMany(party => party.Streams).ToHashSet();
            subscribed = [.. Open().GroupBy(one => one.Party, StringComparer.Ordinal).Select(of => new Subscribed(of.Key, [.. of.Select(one => NoticeStreams.OfSubscriber(one.Id))]))];
            foreach (var party in subscribed) TellNew(party, [.. party.Streams.Where(stream => !known.Contains(stream))], newest);
            while (waiting.TryPeek(out var one) && one.At < listed) waiting.Dequeue();
        }
        catch (UnavailableException)
        {
            // Those known before are told meanwhile; a new one is told at the next look.
        }
    }

    static StreamId StreamOf(int partition) => partition == PartitionId.Directory.Value ? NoticeStreams.OfDirectory
        : partition <= PartitionId.Areas ? NoticeStreams.OfArea(partition) : NoticeStreams.OfCustomers;

    void TellNew(Subscribed party, StreamId[] streams, Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        if (streams.Length == 0) return;
        foreach (var one in waiting)
            if (party.MayConcern(one, grains, time)) Note(streams, one, newest);
    }

    /// <summary>Commits of a partition come in order.</summary>
    static void Note(StreamId[] streams, Committed one, Dictionary<(StreamId Stream, PartitionId Partition), long> newest)
    {
        foreach (var stream in streams) newest[(stream, one.Partition)] = one.Last;
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

    /// <summary>What is kept of a commit, for those who are found later.</summary>
    readonly record struct Committed(Instant At, PartitionId Partition, long Last, IReadOnlyList<string>[] Audiences);

    /// <summary>The subscriptions of one party.</summary>
    sealed class Subscribed(string party, StreamId[] streams)
    {
        Entitlement? entitlement;

        public StreamId[] Streams => streams;

        public bool MayConcern(Committed one, IGrains grains, TimeProvider time)
        {
            var (directory, day) = (grains.Directory, Instant.From(time.GetUtcNow()).Day);
            if (entitlement?.IsOf(directory, day) != true) entitlement = new(party, false, directory, day);
            return one.Audiences.Any(entitlement.MayConcern);
        }
    }
}
