using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.Policies;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>The feed of one journal. Thread-safe.</summary>
/// <param name="directory">As it is published now: entitlements are those of the moment of reading.</param>
/// <param name="parsePolicy">Reads a published policy's text again.</param>
public sealed class ChangeFeed(IJournal journal, Func<DirectoryState> directory, Func<string, Policy> parsePolicy, TimeProvider time) : IFeed
{
    readonly IJournal journal = journal;
    readonly Func<DirectoryState> directory = directory;
    readonly ChangeReader reader = new(parsePolicy);
    readonly Entitlements entitlements = new();

    /// <inheritdoc/>
    public FeedCursor Now => new(journal.Incarnation, Heads());

    /// <inheritdoc/>
    public FeedCursor Beginning => new(journal.Incarnation, new long[PartitionId.Count]);

    /// <inheritdoc/>
    public async ValueTask<FeedCursor?> FindAsync(string text, CancellationToken cancel)
    {
        if (FeedCursor.Parse(text) is not { } cursor || cursor.Incarnation != journal.Incarnation) return null;
        if (!IsAhead(cursor)) return cursor;
        // Another process that shares the journal may have told of what this one has not seen yet.
        await LookAsync(cancel);
        return IsAhead(cursor) ? null : cursor;
    }

    /// <inheritdoc/>
    public async ValueTask<FeedPage> ReadAsync(string party, bool whole, FeedCursor after, int most, CancellationToken cancel)
    {
        try
        {
            var page = new Passage(this, entitlements.Of(party, whole, directory(), time.Now().Day), after, most);
            for (var i = 0; i < PartitionId.Count && !page.IsFull; i++) await page.ReadAsync(new(i), cancel);
            // INVARIANT (held-after-decide): a directory that another process changes meanwhile entitles nobody.
            if (!journal.IsHeld) throw new UnavailableException("the journal is not this process's any more");
            return page.Done();
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public async Task WaitAsync(FeedCursor after, CancellationToken cancel)
    {
        while (true)
        {
            var next = journal.NextCommit;
            var (ahead, unpublished) = Ahead(after);
            if (ahead) return;
            if (unpublished) await PauseAsync(next, cancel);
            else await next.WaitAsync(cancel);
        }
    }

    bool IsAhead(FeedCursor cursor)
    {
        for (var i = 0; i < PartitionId.Count; i++)
            if (cursor[i] > journal.HeadOf(new(i))) return true;
        return false;
    }

    async ValueTask LookAsync(CancellationToken cancel)
    {
        try
        {
            await journal.RefreshAsync(cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <summary>A committed event of the directory is published a moment later, which no commit tells of.</summary>
    static async Task PauseAsync(Task next, CancellationToken cancel)
    {
        try
        {
            await next.WaitAsync(TimeSpan.FromMilliseconds(Limits.FeedPauseMilliseconds), cancel);
        }
        catch (TimeoutException)
        {
            // Looked at again.
        }
    }

    (bool Ahead, bool Unpublished) Ahead(FeedCursor after)
    {
        var published = directory().Version;
        for (var i = 0; i < PartitionId.Count; i++)
        {
            if (journal.HeadOf(new(i)) <= after[i]) continue;
            if (i != PartitionId.Directory.Value || after[i] < published) return (true, false);
        }

        return (false, journal.HeadOf(PartitionId.Directory) > after[PartitionId.Directory.Value]);
    }

    long[] Heads()
    {
        var heads = new long[PartitionId.Count];
        for (var i = 0; i < heads.Length; i++) heads[i] = journal.HeadOf(new(i));
        return heads;
    }

    /// <summary>One page while it is read.</summary>
    sealed class Passage(ChangeFeed feed, Entitlement viewer, FeedCursor after, int most)
    {
        readonly List<FeedEvent> events = [];
        FeedCursor cursor = after;
        int passed;

        public bool IsFull => events.Count >= most || passed >= Limits.FeedPassedOver;

        public async ValueTask ReadAsync(PartitionId partition, CancellationToken cancel)
        {
            var position = cursor[partition.Value];
            if (feed.journal.HeadOf(partition) <= position) return;
            await foreach (var row in feed.journal.ReadPartitionAsync(partition, position, cancel))
            {
                if (partition == PartitionId.Directory && row.Version > feed.directory().Version) break;
                position = row.Position;
                passed++;
                if (viewer.MayConcern(row.Audience) && Told(row) is { } told)
                    events.Add(new(partition.ToString(), position, row.Stream, new Instant(row.Micros), told, cursor = cursor.With(partition.Value, position)));
                if (IsFull) break;
            }

            cursor = cursor.With(partition.Value, position);
        }

        public FeedPage Done() => new(events, cursor, IsFull);

        Told? Told(StoredEvent row) =>
            feed.reader.Read(row) is { } change && viewer.MaySee(change) && !IsEcho(change) ? Teller.Tell(change, viewer) : null;

        /// <summary>What the party sent itself because of a change it was told of is not told to it again.</summary>
        bool IsEcho(Change change) => change.Envelope.Actor == viewer.Party && change.Envelope.Cause is { } cause && FeedId.IsOne(cause);
    }
}
