using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching;

/// <summary>Compares what a current retailer is asked (照会) with its own contracts, for every application that is still to be judged.</summary>
/// <param name="known">The retailer's own record of each supply point.</param>
public sealed class SwitchComparison(IGrains grains, ISwitchingSupportSystem system, string retailer, IReadOnlyDictionary<SupplyPointNumber, MatchingKeys> known)
{
    /// <summary>In the order in which they were registered; each once.</summary>
    /// <exception cref="SwitchingSupportException">The system does not answer.</exception>
    /// <exception cref="UnavailableException">The registry does not.</exception>
    public async Task<IReadOnlyList<Compared>> RunAsync(CancellationToken cancel)
    {
        var judged = new List<Compared>();
        var seen = new HashSet<SwitchRef>();
        for (var after = 0L; ;)
        {
            var asked = await system.InquireAsync(retailer, after, Limits.SwitchWindowRows, cancel);
            if (asked.Entries.Count == 0) return judged;
            foreach (var registration in asked.Entries)
                if (seen.Add(registration.Of) && await IsOpenAsync(registration.Of, cancel)) judged.Add(Compare(registration));
            after = asked.Next;
        }
    }

    /// <summary>Gives the judgements to the system, for the new retailer.</summary>
    /// <returns>How many of them it took.</returns>
    public async Task<int> AnswerAsync(IReadOnlyList<Compared> judged, CancellationToken cancel)
    {
        var taken = 0;
        foreach (var some in judged.Chunk(Limits.SwitchesPerExchange))
            taken += (await system.JudgeAsync(retailer, [.. some.Select(each => each.Judged)], cancel)).Count(reply => reply.Refused is null);
        return taken;
    }

    async Task<bool> IsOpenAsync(SwitchRef of, CancellationToken cancel) =>
        (await grains.ReadPointAsync(of.Point, null, cancel)).State.Switch is { Stage: SwitchStage.Applied } open && open.Number == of.Number && open.Losing == retailer;

    Compared Compare(Registration asked)
    {
        var reasons = KeyComparison.Reasons(asked.Keys, known.GetValueOrDefault(asked.Of.Point));
        return new(asked, new(asked.Of, reasons.Count == 0 ? Judgement.Ok : Judgement.Ng, reasons));
    }
}

public sealed record Compared(Registration Asked, JudgedRegistration Judged);
