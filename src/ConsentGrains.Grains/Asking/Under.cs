using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>The tenures under which an answer is made. INVARIANT (held-after-decide): taken before the states are read, looked at after the answer was made.</summary>
readonly record struct Under(Sources From, long Customer, long Point)
{
    public static Under Of(in Sources from) => new(from, from.Customers?.Tenure ?? 0, from.Points?.Tenure ?? 0);

    /// <summary>All that time this process owned what the answer rests on, and it provably does so now.</summary>
    public bool Holds(IJournal journal) => journal.IsHeld
        && (From.Customers is not { } customers || (Customer != 0 && customers.Tenure == Customer))
        && (From.Points is not { } points || (Point != 0 && points.Tenure == Point));
}
