namespace ConsentGrains.Core.Policies.Changes;

/// <summary>The clauses of two versions by id: what each quotes, and which were shown with a difference already.</summary>
sealed class Quotes(Policy before, Policy after)
{
    const string Parting = " … ";
    readonly ILookup<string, PolicyClause> was = before.Clauses.Where(c => c.Kind != MentionKind.Finding).ToLookup(c => c.Id, StringComparer.Ordinal);
    readonly ILookup<string, PolicyClause> now = after.Clauses.Where(c => c.Kind != MentionKind.Finding).ToLookup(c => c.Id, StringComparer.Ordinal);
    readonly HashSet<string> shown = new(StringComparer.Ordinal);

    /// <summary>Every clause of either, in the order of the later file, then what only the earlier one has.</summary>
    public IEnumerable<string> Ids => now.Select(c => c.Key).Concat(was.Select(c => c.Key)).Distinct(StringComparer.Ordinal);

    /// <summary>A clause's own words in both; where it is quoted in several places, all of them.</summary>
    public (string? Was, string? Is) Of(string clause) => (Text(was[clause]), Text(now[clause]));

    public (PolicyClause[] Was, PolicyClause[] Is) All(string clause) => ([.. was[clause]], [.. now[clause]]);

    public void Shown(string clause) => shown.Add(clause);

    public bool WasShown(string clause) => shown.Contains(clause);

    static string? Text(IEnumerable<PolicyClause> quoted)
    {
        string[] texts = [.. quoted.Select(c => c.Quote).Distinct(StringComparer.Ordinal)];
        return texts.Length == 0 ? null : string.Join(Parting, texts);
    }
}
