using System.Collections.Concurrent;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Carries out what a command to a supply point leaves due at its customers: what is due is read from the point's acknowledged state each
/// time, so whoever comes after a crash goes on where it broke off.
/// INVARIANT (one-saga-per-point): at most one run per point is under way, so that a step never comes later than the one after it.</summary>
/// <param name="read">The newest acknowledged state of a point.</param>
/// <param name="tellPoint">A step to a point, in the name of the registry.</param>
/// <param name="tellCustomer">A step to a customer.</param>
sealed class Saga(
    Func<SupplyPointNumber, ValueTask<SupplyPointState>> read, Func<SupplyPointNumber, SupplyPointCommand, Envelope, ValueTask<Outcome>> tellPoint,
    Func<CustomerId, CustomerCommand, Envelope, ValueTask<Outcome>> tellCustomer)
{
    public static readonly Envelope FromRegistry = new(Issuer.Registry.Party, Via: "saga");
    readonly ConcurrentDictionary<string, Task> runs = new(StringComparer.Ordinal);

    /// <summary>Returns once nothing is due at the point any more. Not to be cancelled: what has begun is finished.</summary>
    /// <param name="first">When another registry recorded the command whose steps are due (<see cref="Envelope.First"/>); null = it is this one's own.</param>
    /// <returns>Null; or why it could not be finished now.</returns>
    public async ValueTask<string?> FinishAsync(SupplyPointNumber point, Instant? first = null)
    {
        while (true)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var under = runs.GetOrAdd(point.Digits, mine.Task);
            if (under == mine.Task) return await RunAsync(point, FromRegistry with { First = first }, mine);
            await under;
            if ((await read(point)).IsSettled) return null;
        }
    }

    async ValueTask<string?> RunAsync(SupplyPointNumber point, Envelope envelope, TaskCompletionSource mine)
    {
        try
        {
            for (var i = 0; i < Limits.SagaRounds; i++)
            {
                var state = await read(point);
                if (SupplyPointSaga.Due(state, point) is not { Count: > 0 } due) return null;
                if (await RoundAsync(point, envelope, state, due) is { } why) return why;
            }

            return "the steps of the supply point do not end";
        }
        finally
        {
            runs.TryRemove(new(point.Digits, mine.Task));
            mine.SetResult();
        }
    }

    /// <summary>The steps up to the next event of the point, one after the other.</summary>
    async ValueTask<string?> RoundAsync(SupplyPointNumber point, Envelope envelope, SupplyPointState state, IReadOnlyList<SagaStep> due)
    {
        foreach (var step in due)
        {
            var outcome = step switch
            {
                SagaStep.ToCustomer to => await tellCustomer(to.Customer, to.Command, envelope),
                SagaStep.ToPoint to => await tellPoint(point, to.Command, envelope),
                _ => throw new System.Diagnostics.UnreachableException(step.GetType().Name),
            };
            if (outcome is Outcome.Unavailable gone) return gone.Why;
            if (outcome is not Outcome.Refused refused || SupplyPointSaga.Instead(state, step, refused.Refusal) is not { } instead) continue;
            return await tellPoint(point, instead, envelope) is Outcome.Unavailable notNow ? notNow.Why : null;
        }

        return null;
    }
}
