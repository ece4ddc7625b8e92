using ConsentGrains.Core.Feed;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>A row of the journal, and what was made of it so far: it is opened once, and judged once for each party. Thread-safe.</summary>
/// <param name="shared">Many read it: what each is told is kept.</param>
sealed class TailRow(StoredEvent row, ChangeReader reader, bool shared)
{
    readonly Lock gate = new();
    StoredEvent row = row;
    Judged[] judged = [];
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
            (forgotten, change, judged) = (true, null, []);
            row = row with { Secret = null };
        }
    }

    /// <summary>What the party is told of it; null: nothing.</summary>
    public Told? For(Entitlement viewer)
    {
        if (!viewer.MayConcern(row.Audience)) return null;
        if (!shared) return Tell(viewer, reader.Read(row));
        var seen = Volatile.Read(ref judged);
        foreach (var known in seen)
            if (ReferenceEquals(known.Viewer, viewer)) return known.Told;
        return Judge(viewer);
    }

    Told? Judge(Entitlement viewer)
    {
        lock (gate)
        {
            if (forgotten) return null;
            if (!opened) (change, opened) = (reader.Read(row), true);
            var told = Tell(viewer, change);
            Volatile.Write(ref judged, [.. judged.Where(known => known.Viewer.Party != viewer.Party || known.Viewer.SeesAll != viewer.SeesAll), new(viewer, told)]);
            return told;
        }
    }

    static Told? Tell(Entitlement viewer, Change? change) =>
        change is not null && viewer.MaySee(change) && !viewer.IsEcho(change) ? Teller.Tell(change, viewer) : null;

    /// <summary>What one party is told, by its entitlement as it was when it was judged.</summary>
    sealed record Judged(Entitlement Viewer, Told? Told);
}
