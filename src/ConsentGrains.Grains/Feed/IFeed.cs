using ConsentGrains.Core;
using ConsentGrains.Core.Feed;

namespace ConsentGrains.Grains.Feed;

/// <summary>Every change, to whoever may know it: read from the journal, in order for each customer and point, at least once, from a cursor that the
/// subscriber keeps. Nothing is told that was not committed, and nothing that is not the party's.</summary>
public interface IFeed
{
    /// <summary>After everything that is committed now.</summary>
    FeedCursor Now { get; }

    /// <summary>Before everything.</summary>
    FeedCursor Beginning { get; }

    /// <summary>Null where the text is no cursor of this registry, or lies ahead of it (it was restored from an earlier backup).</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<FeedCursor?> FindAsync(string text, CancellationToken cancel);

    /// <summary>What comes after a cursor, as far as it is committed now.</summary>
    /// <param name="most">At most so many changes; fewer where much lies between them that is not for this party.</param>
    /// <exception cref="UnavailableException">The journal does not answer, or is not this process's any more.</exception>
    ValueTask<FeedPage> ReadAsync(FeedView view, FeedCursor after, int most, CancellationToken cancel);

    /// <summary>Everything the party may know now, as it stands, and the cursor to go on with: what a party begins with that gained a ground.</summary>
    FeedScope ScopeOf(FeedView view);

    /// <summary>Ends once something lies after the cursor; whether it is for the reader, reading tells.</summary>
    Task WaitAsync(FeedCursor after, CancellationToken cancel);
}

/// <param name="Next">Behind the last change, and behind all that was passed over.</param>
/// <param name="More">There may be more at once.</param>
public sealed record FeedPage(IReadOnlyList<FeedEvent> Events, FeedCursor Next, bool More);

/// <summary>A change as one party is told of it.</summary>
/// <param name="Partition">Where it lies: `gtdo-03`, `hash-17`, `directory`. Positions count within it.</param>
/// <param name="Stream">The random id of its stream: changes of one stream come in their order.</param>
/// <param name="Cursor">Behind it.</param>
/// <param name="Telling">In the words that all share who are told the same.</param>
public sealed record FeedEvent(string Partition, long Position, Guid Stream, Instant Time, Telling Telling, FeedCursor Cursor)
{
    public Told Told => Telling.Told;

    /// <summary>`hash-17.42`: the same for every party and every delivery. What a party sends because of it names it as its `cause`.</summary>
    public string Id => ChangeId.Of(Partition, Position);
}
