using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Access;

/// <summary>Takes one draft to its decision: is it a question, may this key ask it, what do the grains answer.</summary>
sealed class Evaluator(IGrains grains)
{
    /// <summary>A decision, or why there is none. Never both.</summary>
    public readonly record struct Evaluated(Question? Question, Answer? Answer, IReadOnlyList<GateOutcome>? Gates, Problem? Problem);

    /// <summary>Before the evaluations of a batch.</summary>
    public void Expect(Batch batch) => grains.Expect(batch.Customers);

    public ValueTask<Evaluated> EvaluateAsync(QuestionDraft draft, int index, Presented who, CancellationToken cancel)
    {
        var problem = Completeness.Check(draft, index) ?? MayAsk(draft, who);
        if (problem is not null) return new(new Evaluated(null, null, null, problem));
        var caller = new Caller(who.Party, who.SeesAll);
        var question = draft.ToQuestion();
        if (draft.Explain) return ExplainAsync(question, caller, cancel);
        var answer = grains.AskAsync(question, caller, cancel);
        // Most often there is nothing to wait for.
        return answer.IsCompletedSuccessfully ? new(new Evaluated(question, answer.Result, null, null)) : WaitAsync(question, answer);
    }

    async ValueTask<Evaluated> ExplainAsync(Question question, Caller caller, CancellationToken cancel)
    {
        var explained = await grains.ExplainAsync(question, caller, cancel);
        return new(question, explained.Answer, explained.Gates, null);
    }

    static async ValueTask<Evaluated> WaitAsync(Question question, ValueTask<Answer> answer) => new(question, await answer, null, null);

    /// <summary>Decided by the question alone, so that the refusal says nothing about any customer.</summary>
    static Problem? MayAsk(QuestionDraft draft, Presented who)
    {
        if (who.SeesAll) return null;
        if (!string.Equals(draft.Party, who.Party, StringComparison.Ordinal)) return NotItself(who);
        return draft is { Explain: true, Customer: { } customer } && !IsOf(customer, who.Party) ? NotExplained() : null;
    }

    /// <summary>Whose a customer is, is read from its id.</summary>
    internal static bool IsOf(string customer, string party) =>
        customer.Length > party.Length && customer[party.Length] == '/' && customer.StartsWith(party, StringComparison.Ordinal);

    static Problem NotItself(Presented who) => Problems.Of(
        ProblemCode.PartyMismatch, $"/subject/id: your key belongs to {who.Party} and asks only as {who.Party}; only an auditor asks for others.");

    static Problem NotExplained() => Problems.Of(
        ProblemCode.CustomerOfOtherOperator, "explain: only the customer's own operator and auditors are told how each gate ended. Ask without explain.");
}
