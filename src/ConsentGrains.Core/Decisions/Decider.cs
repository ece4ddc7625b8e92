using ConsentGrains.Core.Decisions.Gates;

namespace ConsentGrains.Core.Decisions;

/// <summary>The decision: a pure, total function of the question and the state. One code path answers and explains.
/// Order of evaluation and reasons: decisions.md; each gate is a file of its own under Gates.</summary>
public static class Decider
{
    /// <param name="trace">Where the outcome of every gate is written down; null = only the answer.</param>
    public static Answer Decide(Question question, in DecisionInput input, Trace? trace = null)
    {
        var c = new Case(question, input);
        Run(Gate.Known, ref c, trace, input);
        if (c.Resolved)
        {
            Run(Gate.OnePolicy, ref c, trace, input);
            for (var gate = Gate.Excepted; c.Policy is not null && gate <= Gate.Consent; gate++)
                if (gate < Gate.ItemsCovered || c.Purpose is not null || c.Registered is not null || c.Question.Purpose is null)
                    Run(gate, ref c, trace, input);
        }

        return Verdict.Of(ref c, input);
    }

    static void Run(Gate gate, ref Case c, Trace? trace, in DecisionInput input)
    {
        var before = c.Count;
        c.Enter(gate);
        switch (gate)
        {
            case Gate.Known: Known.Check(ref c, input); break;
            case Gate.OnePolicy: OnePolicy.Check(ref c); break;
            case Gate.Excepted: Excepted.Check(ref c); break;
            case Gate.Stopped: Stopped.Check(ref c); break;
            case Gate.Entitled: Entitled.Check(ref c); break;
            case Gate.ItemsCovered: ItemsCovered.Check(ref c); break;
            case Gate.Secrecy: Secrecy.Check(ref c); break;
            case Gate.Form: FormAllowed.Check(ref c); break;
            case Gate.Contract: ContractAlive.Check(ref c); break;
            default: ConsentGiven.Check(ref c); break;
        }

        trace?.Add(gate, before, ref c);
    }
}
