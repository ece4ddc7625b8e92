using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Impacts;

/// <summary>Decides a question about one customer under both versions, as of the draft's first moment: by the decision itself, once with each directory.</summary>
sealed class ImpactAsking(ImpactPlan plan, CustomerId customer, CustomerState state, SupplyPointState? point, Instant asOf)
{
    /// <summary>Items answered otherwise: those that would be permitted, and those that would be no more. Each with the primary reason of the deny.</summary>
    public IEnumerable<(IReadOnlyList<string> Items, bool Permitted, ReasonCode? Reason)> Differences(ImpactQuestion question)
    {
        var (was, wasDenied) = Permitted(question, plan.Now);
        var (would, wouldBeDenied) = Permitted(question, plan.Then);
        if (would.Except(was, StringComparer.Ordinal).ToList() is { Count: > 0 } gained) yield return (gained, true, wasDenied);
        if (was.Except(would, StringComparer.Ordinal).ToList() is { Count: > 0 } lost) yield return (lost, false, wouldBeDenied);
    }

    /// <summary>The items that are permitted: of a deny that names items the others are asked for again.</summary>
    (IReadOnlyList<string> Items, ReasonCode? Denied) Permitted(ImpactQuestion question, DirectoryState directory)
    {
        var answer = Ask(question, question.Items, directory);
        if (answer.Permitted) return (question.Items, null);
        if (answer.Reasons.Any(r => r.Items.Count == 0)) return ([], answer.Primary);
        string[] rest = [.. question.Items.Except(answer.Reasons.SelectMany(r => r.Items), StringComparer.Ordinal)];
        return (rest.Length > 0 && Ask(question, rest, directory).Permitted ? rest : [], answer.Primary);
    }

    Answer Ask(ImpactQuestion question, IReadOnlyList<string> items, DirectoryState directory)
    {
        var named = question.Act == "joint-use" && point is { IsKnown: true };
        return Decider.Decide(
            new Question
            {
                Act = question.Act,
                Party = question.Asker.Acting,
                Customer = customer.ToString(),
                Purpose = question.Purpose,
                Items = items,
                Recipient = question.Asker.Recipient,
                SupplyPoint = named ? point!.Digits : null,
            },
            new DecisionInput(state, directory, asOf, asOf, Point: named ? point : null));
    }
}
