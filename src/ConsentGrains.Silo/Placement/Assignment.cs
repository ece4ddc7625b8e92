using ConsentGrains.Journal;

namespace ConsentGrains.Silo.Placement;

/// <summary>A silo as partitions are shared out.</summary>
/// <param name="Endpoint">Its address and port: the same after a restart, so that little moves.</param>
/// <param name="Areas">Areas (1–10) that should live here if they can.</param>
sealed record SiloPlace(string Endpoint, IReadOnlySet<int> Areas);

/// <summary>Shares the partitions out among the silos there are: the same on every silo that sees the same ones, in equal parts, each area with a silo that
/// declares it, and with few moves when one comes or goes.</summary>
static class Assignment
{
    /// <returns>For each partition the index of its silo.</returns>
    public static int[] Of(IReadOnlyList<SiloPlace> silos)
    {
        var most = (PartitionId.Count + silos.Count - 1) / silos.Count;
        var (wanted, held) = (new int[PartitionId.Count], new int[silos.Count]);
        // Areas first: they are particular about where they live.
        foreach (var partition in Enumerable.Range(1, PartitionId.Areas).Append(0).Concat(Enumerable.Range(1 + PartitionId.Areas, PartitionId.Hashed)))
        {
            var silo = Best(silos, partition, at => Prefers(silos, partition, at) && held[at] < most)
                ?? Best(silos, partition, at => held[at] < most) ?? throw new System.Diagnostics.UnreachableException();
            wanted[partition] = silo;
            held[silo]++;
        }

        return wanted;
    }

    static bool Prefers(IReadOnlyList<SiloPlace> silos, int partition, int at) => silos[at].Areas.Contains(partition);

    static int? Best(IReadOnlyList<SiloPlace> silos, int partition, Func<int, bool> may)
    {
        int? best = null;
        for (var at = 0; at < silos.Count; at++)
            if (may(at) && (best is not { } other || Score(silos[at], partition) > Score(silos[other], partition))) best = at;
        return best;
    }

    /// <summary>Highest random weight (rendezvous hashing).</summary>
    static ulong Score(SiloPlace silo, int partition)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in silo.Endpoint) hash = (hash ^ letter) * 1_099_511_628_211UL;
        hash = (hash ^ (ulong)partition) * 1_099_511_628_211UL;
        hash ^= hash >> 31;
        hash *= 0x9E37_79B9_7F4A_7C15UL;
        return hash ^ (hash >> 29);
    }
}
