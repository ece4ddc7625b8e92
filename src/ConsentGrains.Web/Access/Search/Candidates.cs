using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Web.Access.Search;

/// <summary>One thing that might be the answer, and the question that decides it.</summary>
/// <param name="Key">Its place in the order of the search.</param>
readonly record struct Candidate(string Key, Question Question);

/// <summary>Everything that a search could find, in the ordinal order of keys, after one of them. More than what will be found: the decision decides.
/// INVARIANT (superset): parties, purposes and policies are never taken away, so that those of today hold all there were at any moment asked about.</summary>
static class Candidates
{
    static readonly string[] Acts = [.. Enum.GetValues<Act>().Select(Core.Decisions.Acts.Name)];

    /// <summary>All parties, or one alone.</summary>
    public static IEnumerable<Candidate> Subjects(Question open, DirectoryState directory, string? only, string? after) =>
        (only is null ? directory.Parties.Keys.Order(StringComparer.Ordinal) : Enumerable.Repeat(only, 1))
            .Where(party => IsAfter(party, after)).Select(party => new Candidate(party, open with { Party = party }));

    /// <summary>The customers of an operator as the index knows them.</summary>
    public static IEnumerable<Candidate> Resources(Question open, IIndex index, string @operator, string? after)
    {
        for (var cursor = after; ;)
        {
            var batch = index.CustomersOf(@operator, cursor, Limits.CandidatesPerRead);
            foreach (var customer in batch) yield return new(customer, open with { Customer = customer });
            if (batch.Count < Limits.CandidatesPerRead) yield break;
            cursor = batch[^1];
        }
    }

    /// <summary>Every act for every purpose of the items' policy, or for the one purpose named.</summary>
    public static IEnumerable<Candidate> Actions(Question open, DirectoryState directory, string? after) =>
        Purposes(open, directory)
            .SelectMany(purpose => Acts.Select(act => new Candidate($"{act} {purpose}", open with { Act = act, Purpose = purpose })))
            .Where(candidate => IsAfter(candidate.Key, after)).OrderBy(candidate => candidate.Key, StringComparer.Ordinal);

    /// <summary>The operator whose customers' items these are; null where the first of them is not known.</summary>
    public static string? OperatorOf(Question question, DirectoryState directory) => directory.Policies.Item(question.Items[0])?.Family.Operator;

    static IEnumerable<string?> Purposes(Question open, DirectoryState directory)
    {
        if (open.Purpose is { } one) return [one];
        if (directory.Policies.Item(open.Items[0])?.Family is not { } family) return [];
        var registered = directory.Purposes.Values.Where(p => p.Operator == family.Operator).Select(p => p.Id);
        var stated = family.Versions.SelectMany(Stated).Concat(registered).Distinct(StringComparer.Ordinal);
        // Only where a circumstance is declared a question may go without a purpose.
        return open.Circumstance is null ? stated : stated.Append<string?>(null);
    }

    static IEnumerable<string> Stated(Policy policy) => policy.Purposes.Concat(policy.Schemes.SelectMany(s => s.Purposes)).Select(p => p.Id);

    static bool IsAfter(string key, string? after) => after is null || string.CompareOrdinal(key, after) > 0;
}
