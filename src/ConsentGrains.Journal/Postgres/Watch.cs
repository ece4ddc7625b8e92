namespace ConsentGrains.Journal.Postgres;

/// <summary>A process that owns partitions, as the database has it.</summary>
/// <param name="Dead">It was taken over from before, or there is no row of it any more.</param>
sealed record SiloRow(string Id, long Beat, bool Dead, string? Place);

/// <summary>Watches the beats of others. One that was never seen to move, on this process's clock and between looks that all succeeded, for longer than a
/// lease can last, is over; so is one that is provably gone.</summary>
sealed class Watch(Lease lease)
{
    readonly Dictionary<string, (long Beat, long Since)> seen = new(StringComparer.Ordinal);
    readonly List<SiloRow> gone = [];

    /// <summary>Those that <see cref="Living"/> found to be over.</summary>
    public IReadOnlyList<SiloRow> Gone => gone;

    /// <summary>A beat went on while it was watched: its process lives.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Takes what one look found; the first that may still be alive, or null.</summary>
    public SiloRow? Living(List<SiloRow> owners)
    {
        // Counted from after the look: by then the beat it saw had long been sent.
        var now = lease.Clock.GetTimestamp();
        gone.Clear();
        SiloRow? living = null;
        foreach (var owner in owners)
        {
            if (owner.Dead || ProcessPlace.IsGone(owner.Place) || HasStoodStill(owner, now)) gone.Add(owner);
            else living ??= owner;
        }
        return living;
    }

    /// <summary>The database was away: it could not have been told of any beat.</summary>
    public void Forget() => seen.Clear();

    bool HasStoodStill(SiloRow owner, long now)
    {
        var known = seen.TryGetValue(owner.Id, out var last);
        var moved = !known || last.Beat != owner.Beat;
        HasMoved |= known && moved;
        if (moved) seen[owner.Id] = last = (owner.Beat, now);
        return now - last.Since >= lease.Ticks(lease.Patience);
    }
}
