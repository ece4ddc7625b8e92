using System.Diagnostics;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Policies;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>What one process finds in a store: N5 and N7, in microseconds and bytes.</summary>
/// <param name="Cold">Median of a decision on a customer that is not in memory.</param>
/// <param name="Read">Median of a plain read by the unique index of the same file.</param>
/// <param name="Warm">Median of a decision on a random customer in memory.</param>
/// <param name="Bytes">Live heap per customer in memory.</param>
sealed record Residence(double Cold, double ColdTail, double Read, double Warm, double WarmTail, double Bytes);

/// <summary>Opens a store as the server does and asks of each customer once (cold), then of random ones (warm). Cold decisions and plain reads take turns,
/// so that both meet the same moments of the machine.</summary>
static class Residency
{
    const int Samples = 20_000;
    const int WarmUp = 10_000;

    public static async Task<Residence> MeasureAsync(Store store)
    {
        using var time = new SteadyTime();
        await using var journal = await store.OpenAsync(time);
        await using var grains = await LocalGrains.OpenAsync(journal, PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties(), Publications.Kept, time);
        var order = Enumerable.Range(0, store.Customers).ToArray();
        new Random(1).Shuffle(order);
        await using var plain = await PlainReads.OpenAsync(store, Math.Min(Samples, store.Customers / 2));
        // Decisions that are not counted: the process compiles its way there, and has what it needs anyway.
        var warmUp = Math.Min(WarmUp, store.Customers / 4);
        var (cold, reads, before) = (new List<double>(Samples), new List<double>(Samples), 0L);
        for (var i = 0; i < order.Length; i++)
        {
            if (i == warmUp) before = Live();
            var read = cold.Count < Samples ? await plain.ReadAsync() : 0;
            var took = await AskAsync(grains, order[i]);
            if (i < warmUp || cold.Count == Samples) continue;
            cold.Add(took);
            reads.Add(read);
        }

        var bytes = (Live() - before) / (double)(order.Length - warmUp);
        var warm = new List<double>(10 * Samples);
        foreach (var customer in new Random(2).GetItems(order, 10 * Samples)) warm.Add(await AskAsync(grains, customer));
        return new(At(cold, 0.5), At(cold, 0.99), At(reads, 0.5), At(warm, 0.5), At(warm, 0.99), bytes);
    }

    static async ValueTask<double> AskAsync(LocalGrains grains, int customer)
    {
        var question = new Question { Act = "use", Party = "els", Customer = Population.Id(customer), Purpose = Stage.Purpose, Items = Stage.Items };
        var began = Stopwatch.GetTimestamp();
        var answer = await grains.AskAsync(question, new Caller("els", false), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        return answer.Permitted ? took : throw new InvalidOperationException($"{question.Customer} was denied");
    }

    static double At(List<double> times, double share)
    {
        times.Sort();
        return times[(int)(times.Count * share)];
    }

    static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
