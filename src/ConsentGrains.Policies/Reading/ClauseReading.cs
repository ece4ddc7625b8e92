using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads what every entry that carries a clause has: its id, its quotation, its line.</summary>
static class ClauseReading
{
    /// <param name="key">The key that holds the clause id: `clause`, or `id` where the entry is the clause.</param>
    /// <returns>The mention; its id is empty where there was none.</returns>
    public static Mention Quote(this Section section, Draft draft, string key, MentionKind kind, bool effect = false)
    {
        var clause = section.Id(key);
        var quote = section.Text("quote").Text;
        var line = section.Number("line");
        var mention = new Mention(clause.Text, kind, quote, line, draft.Problems.File, section.Place.Line, effect ? section.Text("effect").Text : null);
        draft.Quote(mention);
        return mention;
    }

    /// <summary>A list of entries that are nothing but clauses (and, where asked, their effect).</summary>
    public static IReadOnlyList<string> Clauses(this Section section, Draft draft, string key, MentionKind kind, bool effect = false)
    {
        List<string> ids = [];
        foreach (var entry in section.Sections(key, "a clause"))
        {
            ids.Add(entry.Quote(draft, "clause", kind, effect).Clause);
            entry.Finish(ids[^1]);
        }

        return ids;
    }

    /// <summary>A list of ids of clauses quoted elsewhere in the file.</summary>
    public static IReadOnlyList<string> ClauseNames(this Section section, Draft draft, string key) => [.. section.Words(key).Select(draft.Name)];

    public static string? ClauseName(this Section section, Draft draft, string key) =>
        section.OptionalId(key) is { } word ? draft.Name(word) : null;
}
