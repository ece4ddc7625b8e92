using ConsentGrains.Core.Feed;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>A row of the journal, and what was made of it so far: it is opened once, and those who are told the same of it share the words. Thread-safe.</summary>
/// <param name="shared">Many read it: what they are told is kept.</param>
sealed class TailRow(StoredEvent row, ChangeReader reader, bool shared)
{
    readonly Lock gate = new();
    StoredEvent row = row;
    Telling? own;
    Telling? others;
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
            (forgotten, change, own, others) = (true, null, null, null);
            row = row with { Secret = null };
        }
    }

    /// <summary>What the party is told of it; null: nothing.</summary>
    public Telling? For(Entitlement viewer)
    {
        if (!viewer.MayConcern(row.Audience)) return null;
        if (!shared) return reader.Read(row) is { } read && IsFor(viewer, read) ? Make(read, viewer) : null;
        return Opened() is { } of && IsFor(viewer, of) ? Shared(of, viewer) : null;
    }

    /// <summary>All who follow come at the same moment: only the first of them waits for a lock.</summary>
    Change? Opened()
    {
        if (Volatile.Read(ref opened)) return Volatile.Read(ref change);
        lock (gate)
        {
            if (!opened && !forgotten) change = reader.Read(row);
            Volatile.Write(ref opened, true);
            return change;
        }
    }

    static bool IsFor(Entitlement viewer, Change change) => viewer.MaySee(change) && !viewer.IsEcho(change);

    Telling? Shared(Change of, Entitlement viewer) => Teller.ShareOf(of, viewer) switch
    {
        Share.Own => Volatile.Read(ref own) ?? Keep(ref own, of, viewer),
        Share.Others => Volatile.Read(ref others) ?? Keep(ref others, of, viewer),
        _ => Make(of, viewer),
    };

    Telling? Keep(ref Telling? place, Change of, Entitlement viewer)
    {
        lock (gate)
        {
            // INVARIANT (erased-is-told-to-nobody): it may have been forgotten since it was opened.
            if (forgotten) return null;
            place ??= Make(of, viewer);
            return place;
        }
    }

    static Telling? Make(Change of, Entitlement viewer) => Teller.Tell(of, viewer) is { } told ? new(told) : null;
}
