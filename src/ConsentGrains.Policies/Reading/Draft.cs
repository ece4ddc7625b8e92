namespace ConsentGrains.Policies.Reading;

/// <summary>What reading one file has gathered so far: problems, clauses, interpretations, and the ids later sections may name.</summary>
sealed class Draft(string file)
{
    readonly HashSet<string> quoted = new(StringComparer.Ordinal);
    readonly List<Word> named = [];

    public Problems Problems { get; } = new(file);

    public List<Mention> Mentions { get; } = [];

    public List<Interpretation> Interpretations { get; } = [];

    public Vocabulary Vocabulary { get; } = new();

    /// <summary>A clause the file quotes.</summary>
    public void Quote(Mention mention)
    {
        quoted.Add(mention.Clause);
        Mentions.Add(mention);
    }

    /// <summary>A clause the file names; it must be quoted somewhere in the same file.</summary>
    public string Name(Word clause)
    {
        named.Add(clause);
        return clause.Text;
    }

    /// <summary>Call when everything is read.</summary>
    public void CheckNamedClauses()
    {
        foreach (var clause in named)
            if (clause.Text.Length > 0 && !quoted.Contains(clause.Text))
                Problems.Add(PolicyProblemCode.ClauseNotQuoted, clause.Place, $"The clause '{clause.Text}' is not quoted in this file.", "Add an entry with its quote and line, or correct the id.");
    }
}
