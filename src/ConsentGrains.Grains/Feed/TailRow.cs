using ConsentGrains.Core.Feed;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>A row of the journal, and what was made of it so far: it is opened once, and judged once for each of the parties that asked last. Those who are told
/// the same in the same words share them. Thread-safe.</summary>
/// <param name="shared">Many read it: what they are told is kept.</param>
sealed class TailRow(StoredEvent row, ChangeReader reader, bool shared)
{
    readonly Lock gate = new();
    StoredEvent row = row;
    Judged[] judged = [];
    Telling[] tellings = [];
    Change? change;
    bool opened;
    bool forgotten;

    public StoredEvent Row => row;

    public long Position => row.Position;

    /// <summary>Its customer was erased meanwhile: nobody is told of it any more, and nothing of it stays here.</summary>
    public void Forget()
    {
        lock (gate)
        {
            (forgotten, change, judged, tellings) = (true, null, [], []);
            row = row with { Secret = null };
        }
    }

    /// <summary>What the party is told of it; null: nothing.</summary>
    public Telling? For(Entitlement viewer)
    {
        if (!viewer.MayConcern(row.Audience)) return null;
        if (!shared) return Tell(viewer, reader.Read(row)) is { } told ? new(told) : null;
        foreach (var known in Volatile.Read(ref judged))
            if (ReferenceEquals(known.Viewer, viewer)) return known.Telling;
        return Judge(viewer);
    }

    Telling? Judge(Entitlement viewer)
    {
        if (!TryOpen(out var of)) return null;
        var told = Tell(viewer, of);
        lock (gate)
        {
            // INVARIANT (erased-is-told-to-nobody): it may have been forgotten since it was opened.
            if (forgotten) return null;
            var telling = told is { } words ? Shared(words) : null;
            Volatile.Write(ref judged, [.. judged.Length < Limits.FeedJudgedKept ? judged : judged[1..], new(viewer, telling)]);
            return telling;
        }
    }

    /// <summary>False: it was forgotten.</summary>
    bool TryOpen(out Change? of)
    {
        lock (gate)
        {
            if (!opened && !forgotten) (change, opened) = (reader.Read(row), true);
            of = change;
            return !forgotten;
        }
    }

    /// <summary>Under the gate.</summary>
    Telling Shared(Told told)
    {
        foreach (var known in tellings)
            if (known.Told.Says(told)) return known;
        var telling = new Telling(told);
        tellings = [.. tellings, telling];
        return telling;
    }

    static Told? Tell(Entitlement viewer, Change? change) =>
        change is not null && viewer.MaySee(change) && !viewer.IsEcho(change) ? Teller.Tell(change, viewer) : null;

    /// <summary>What one party is told, by its entitlement as it was when it was judged.</summary>
    readonly record struct Judged(Entitlement Viewer, Telling? Telling);
}
