using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>A process that owns partitions, as the database has it.</summary>
/// <param name="Dead">It was taken over from before, or there is no row of it any more.</param>
/// <param name="Address">As of a <see cref="Member"/>, and so is what follows.</param>
sealed record SiloRow(string Id, long Beat, bool Dead, string? Place, string? Address = null, long? Directory = null)
{
    public static SiloRow Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetInt64(1), r.GetBoolean(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetInt64(5));
}

/// <summary>Watches the beats of others. One that was never seen to move, on this process's clock and between looks that all succeeded, for longer than a
/// lease can last, is over; so is one that is provably gone.</summary>
sealed class Watch(Lease lease)
{
    readonly Dictionary<string, (long Beat, long Since)> seen = new(StringComparer.Ordinal);
    readonly List<SiloRow> gone = [];

    /// <summary>Those that the last look found to be over.</summary>
    public IReadOnlyList<SiloRow> Gone => gone;

    /// <summary>A beat went on while it was watched: its process lives.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Takes what one look found; the first that may still be alive, or null.</summary>
    public SiloRow? Living(List<SiloRow> owners)
    {
        Look(owners);
        return owners.Find(owner => !gone.Contains(owner));
    }

    /// <summary>Takes what one look found.</summary>
    public void Look(List<SiloRow> owners)
    {
        // Counted from after the look: by then the beat it saw had long been sent.
        var now = lease.Clock.GetTimestamp();
        gone.Clear();
        foreach (var owner in owners)
            if (owner.Dead || ProcessPlace.IsGone(owner.Place) || HasStoodStill(owner, now)) gone.Add(owner);
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
