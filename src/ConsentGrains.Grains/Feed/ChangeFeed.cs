using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>The feed of one journal. Thread-safe.</summary>
public sealed class ChangeFeed : IFeed, IDisposable
{
    readonly IJournal journal;
    readonly Func<DirectoryState> directory;
    readonly TimeProvider time;
    readonly ChangeReader reader;
    readonly Tail tail;
    readonly Wake wake;
    readonly Entitlements entitlements = new();
    readonly SharedCursors cursors = new();
    readonly SemaphoreSlim laggards = new(Limits.FeedLaggardsAtOnce);

    /// <param name="directory">As it is published now: entitlements are those of the moment of reading.</param>
    /// <param name="parsePolicy">Reads a published policy's text again.</param>
    public ChangeFeed(IJournal journal, Func<DirectoryState> directory, Func<string, Policy> parsePolicy, TimeProvider time)
    {
        (this.journal, this.directory, this.time, reader) = (new PointJournal(journal), directory, time, new(parsePolicy));
        tail = new(this.journal, reader);
        wake = new(this.journal, tail);
    }

    /// <inheritdoc/>
    public FeedCursor Now => new(journal.Incarnation, tail.Heads());

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
    public async ValueTask<FeedPage> ReadAsync(FeedView view, FeedCursor after, int most, CancellationToken cancel)
    {
        try
        {
            var now = directory();
            var page = new Passage(entitlements.Of(view.Party, view.Whole, now, time.Now().Day), view.Filter, now.Version, after, most, cursors);
            for (var i = 0; i < PartitionId.Count && !page.IsFull; i++)
                if (journal.HeadOf(new(i)) > page.At(new(i))) await ReadAsync(page, new(i), cancel);
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
    public FeedScope ScopeOf(FeedView view) => new(journal, reader, entitlements.Of(view.Party, view.Whole, directory(), time.Now().Day), Now);

    /// <inheritdoc/>
    public async Task WaitAsync(FeedCursor after, CancellationToken cancel)
    {
        while (true)
        {
            var next = wake.Next;
            var (ahead, unpublished) = Ahead(after);
            if (ahead) return;
            cancel.ThrowIfCancellationRequested();
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

    async ValueTask ReadAsync(Passage page, PartitionId partition, CancellationToken cancel)
    {
        if (await tail.ReadAsync(partition, page.At(partition), cancel) is { } rows)
        {
            page.Take(partition, rows);
            return;
        }

        // Those who have fallen behind take turns, so that they do not hold up those who follow.
        await laggards.WaitAsync(cancel);
        try
        {
            await page.TakeAsync(partition, RowsAsync(partition, page, cancel));
        }
        finally
        {
            laggards.Release();
        }
    }

    async IAsyncEnumerable<TailRow> RowsAsync(PartitionId partition, Passage page, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in journal.ReadPartitionAsync(partition, page.At(partition), page.Viewer.MayConcern, cancel)) yield return new(row, reader, shared: false);
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

    public void Dispose() => laggards.Dispose();
}
