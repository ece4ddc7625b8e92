using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Policies.Scenarios;

/// <summary>Puts an answer of Core into the words a scenario compares.</summary>
public static class ScenarioAnswers
{
    public static ScenarioAnswer Of(Answer answer) => new(
        answer.Permitted,
        answer.Basis is { } basis ? Wire.Name(basis) : null,
        [.. answer.Reasons.Select(r => Wire.Name(r.Code))],
        answer.Clauses,
        [.. Obligations(answer.Obligations)],
        answer.Responsible.DistinctBy(r => r.Item, StringComparer.Ordinal).ToDictionary(r => r.Item, r => r.Party, StringComparer.Ordinal),
        Text(answer));

    /// <summary>The names of the obligations on the wire.</summary>
    public static IEnumerable<string> Obligations(Obligations owed) =>
        Enum.GetValues<Obligations>().Where(o => o != Core.Decisions.Obligations.None && owed.HasFlag(o)).Select(Wire.Name);

    static string Text(Answer answer)
    {
        var text = new StringBuilder(answer.Permitted ? "permit" : "deny");
        if (answer.Basis is { } basis) text.Append($" basis {Wire.Name(basis)}");
        text.Append($" policy {answer.Policy ?? "-"} clauses [{string.Join(", ", answer.Clauses)}] law [{string.Join(", ", answer.Law)}]");
        if (answer.Permitted) text.Append($" obligations [{string.Join(", ", Obligations(answer.Obligations))}]");
        foreach (var reason in answer.Reasons)
            text.Append($" {Wire.Name(reason.Code)}(gate {(int)reason.Gate}{(reason.Subject is { } s ? $" {s}" : "")}{(reason.Items.Count > 0 ? $" {string.Join(" ", reason.Items)}" : "")})");
        return text.Append($" as of {answer.AsOf}").ToString();
    }
}
