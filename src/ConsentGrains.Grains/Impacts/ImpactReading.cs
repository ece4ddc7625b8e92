using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Matrices;

namespace ConsentGrains.Grains.Impacts;

/// <summary>Looks at every customer enrolled under a policy and tells, part by part, whose answers a draft would change. The index only says whom to look at; each
/// answer is decided from the customer's own state. It changes nothing and is not logged as a look at anybody: what is told is counted or masked.</summary>
public static class ImpactReading
{
    /// <param name="from">The day from which the draft would be in force; answers are compared as of its first moment, or as of now where that is over.</param>
    /// <param name="after">Goes on behind a part.</param>
    /// <exception cref="UnavailableException">The registry can not answer now; what was told stands, and the rest can be had later.</exception>
    public static async IAsyncEnumerable<ImpactPart> ReadAsync(
        IGrains grains, IIndex index, PolicyDraft draft, DateOnly from, Instant now, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await index.CatchUpAsync(cancel);
        var policy = draft.Policy with { From = from };
        var asOf = Instant.StartOf(from) is var first && first > now ? first : now;
        var plan = ImpactPlan.Of(await grains.ReadDirectoryAsync(null, cancel), policy, asOf.Day);
        var filter = new CustomerFilter(now.Day, policy.Operator, policy.Id);
        var total = index.CountCustomers(filter);
        for (var next = after; ;)
        {
            var lot = index.Customers(filter, next, Limits.ImpactCustomers);
            var tally = new ImpactTally();
            foreach (var customer in lot.Results)
            {
                cancel.ThrowIfCancellationRequested();
                tally.Add(customer.Id, await ChangesAsync(grains, plan, customer.Id, policy.Id, asOf, cancel));
            }

            yield return tally.Part(lot.Results.Count, total, next = lot.Next);
            if (next is null) yield break;
        }
    }

    static async ValueTask<IReadOnlyList<ImpactChange>> ChangesAsync(
        IGrains grains, ImpactPlan plan, CustomerId customer, string policy, Instant asOf, CancellationToken cancel)
    {
        var state = await grains.ReadCustomerAsync(customer, null, cancel);
        // Erased since the index looked.
        if (state.Version == 0 || state.Erased) return [];
        var point = plan.NeedsPoint && PointOf(state, policy) is { } number ? (await grains.ReadPointAsync(number, null, cancel)).State : null;
        var asking = new ImpactAsking(plan, customer, state, point, asOf);
        return [.. from question in plan.QuestionsOf(state, point)
                   from difference in asking.Differences(question)
                   select new ImpactChange(question.Asker.Party, question.Asker.Standing, question.Act, question.Purpose, question.Clause,
                       difference.Items, difference.Permitted, difference.Reason, 1, [])];
    }

    static SupplyPointNumber? PointOf(CustomerState state, string policy) =>
        SupplyPointNumber.Parse(state.Contracts.LastOrDefault(c => c.Policy == policy && c.SupplyPoint is not null).SupplyPoint);
}
