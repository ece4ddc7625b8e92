using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Heat;

/// <summary>Notes which grains are asked and told. Written with every decision, so it makes nothing and its memory is bounded, whoever is asked about: each thread counts
/// in the place of its own neighbourhood, and what they counted is put together when somebody looks.</summary>
sealed class Thermometer(TimeProvider time)
{
    const int Stripes = 4;
    readonly HeatStripe[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new HeatStripe())];
    readonly SlowTurns slow = new();

    /// <param name="at">Of the answer.</param>
    public void Asked(StreamName? name, Instant at)
    {
        if (name is not null) Mine.Asked(name, SlotOf(at));
    }

    public void Told(StreamName name, PartitionId partition, TimeSpan waited, TimeSpan took)
    {
        var now = time.Now();
        Mine.Told(name, SlotOf(now));
        slow.Add(new(name, partition, now.Micros, waited, took));
    }

    public GrainHeat Read(Func<StreamName, PartitionId> partitionOf)
    {
        var now = time.Now();
        var sums = new Dictionary<StreamName, (long Decisions, long Commands)>();
        foreach (var stripe in stripes) stripe.AddTo(sums, SlotOf(now));
        return new(
            [.. sums.OrderByDescending(s => s.Value.Decisions + s.Value.Commands).ThenBy(s => s.Key.Key, StringComparer.Ordinal).Take(Limits.HottestShown)
                .Select(s => new HotGrain(KindOf(s.Key), Masked(s.Key), partitionOf(s.Key).ToString(), s.Value.Decisions, s.Value.Commands))],
            [.. slow.Read(now).Select(t => new SlowTurn(KindOf(t.Name), Masked(t.Name), t.Partition.ToString(), new(t.Micros), t.Waited, t.Took))]);
    }

    HeatStripe Mine => stripes[Environment.CurrentManagedThreadId % Stripes];

    static long SlotOf(Instant at) => at.Micros / (Limits.HeatSlotSeconds * 1_000_000L);

    /// <summary>As in metrics.</summary>
    static string KindOf(StreamName name) => name.Kind == "provisions" ? "provision" : name.Kind;

    /// <summary>Whatever may tell of a person is masked.</summary>
    static string Masked(StreamName name) => name.Kind switch
    {
        "directory" or "subscription" => name.Key,
        "customer" when CustomerId.Parse(name.Key) is { } customer => Mask.Customer(customer),
        "supply-point" => Mask.SupplyPoint(name.Key),
        _ => Mask.Id(name.Key),
    };
}
