namespace ConsentGrains.Web.Admin;

/// <summary>What happened between two samples.</summary>
sealed record PulseSpan(PulseSample From, PulseSample To)
{
    double Seconds => Math.Max(0.001, (To.At - From.At).TotalSeconds);

    public double Grown(string family, string? label = null, string? value = null) => Math.Max(0, To.Sum(family, label, value) - From.Sum(family, label, value));

    public double PerSecond(string family, string? label = null, string? value = null) => Grown(family, label, value) / Seconds;

    /// <summary>Seconds that so large a part took at most; null where nothing happened. Within a bucket evenly, as Prometheus has it.</summary>
    public double? Quantile(string family, double part)
    {
        var (to, from) = (To.Buckets(family), From.Buckets(family));
        if (to.Count == 0) return null;
        long Grown(int i) => to[i].Count - (from.Count == to.Count ? from[i].Count : 0);
        var all = Grown(to.Count - 1);
        if (all <= 0) return null;
        var rank = part * all;
        for (var i = 0; i < to.Count; i++)
        {
            if (Grown(i) < rank) continue;
            var (least, below) = i == 0 ? (0, 0) : (to[i - 1].Most, Grown(i - 1));
            return double.IsInfinity(to[i].Most) ? least : least + ((to[i].Most - least) * (rank - below) / Math.Max(1, Grown(i) - below));
        }

        return to[^1].Most;
    }
}
