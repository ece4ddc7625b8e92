namespace ConsentGrains.Grains;

/// <summary>What a host may be told.</summary>
/// <param name="ResidentCustomers">Customers kept in memory; those not asked about lately are put away first.</param>
/// <param name="Idle">A customer or a point that nobody asked about for this long (twice at most) is put away.</param>
/// <param name="ResidentPoints">Supply points kept in memory, likewise.</param>
public sealed record GrainOptions(int ResidentCustomers = Limits.ResidentCustomers, TimeSpan? Idle = null, int ResidentPoints = Limits.ResidentPoints)
{
    public static GrainOptions Default { get; } = new();

    internal TimeSpan IdleOrDefault => Idle ?? TimeSpan.FromMinutes(Limits.IdleMinutes);
}
