using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>The explanation of one decision: what every gate found.</summary>
public sealed class Trace
{
    readonly List<GateOutcome> outcomes = [];

    /// <summary>One line per gate, in order; a gate that could not be evaluated says so.</summary>
    public IReadOnlyList<GateOutcome> Outcomes =>
        [.. Enum.GetValues<Gate>().Select(g => outcomes.Find(o => o.Gate == g) ?? new GateOutcome(g, "not-evaluated", ""))];

    internal void Add(Gate gate, int before, ref Case c)
    {
        if (c.Count == before)
            outcomes.Add(new GateOutcome(gate, "passed", Detail(gate, ref c)));
        else
            outcomes.Add(new GateOutcome(gate, "failed", string.Join(", ", c.Reasons().Where(r => r.Gate == gate).Select(r => Wire.Name(r.Code)))));
    }

    static string Detail(Gate gate, ref Case c) => gate switch
    {
        Gate.OnePolicy => c.Policy is { } policy ? $"{policy.Name}: {c.PurposeId ?? "no purpose needed"}" : "",
        Gate.Excepted => c.Question.Circumstance is null ? "no circumstance declared"
            : c.Excepted ? $"{c.Question.Circumstance}: {c.Exception?.Clause ?? "by law alone"}" : "not read for this act",
        Gate.Stopped => c.ByLaw ? "not asked: by law" : $"{c.Customer.Stops.Length} stop(s) on record, none covers this",
        Gate.Entitled => c.OwnUseOfContractor ? $"{c.Question.Party} as contractor" : $"{c.Question.Party}: {c.Act.Name()}{(c.NeededAs == PointNeeds.None ? "" : $" as {Wire.Name(c.NeededAs)}")}",
        Gate.Secrecy => c.OnSecrecyConsent ? "consent with secrecy on record" : "",
        Gate.Contract => c.AfterContract ? "every contract under the policy has ended" : "",
        Gate.Consent => c.OnConsent ? "consent on record" : "none needed",
        _ => "",
    };
}
