namespace ConsentGrains.Policies.Reading;

/// <summary>A rule no policy file carries.</summary>
/// <param name="By">The capability that carries it; null = the registry needs no rule for it.</param>
sealed record Uncarried(string Id, Capability? By, string Reason, int Line);

/// <summary>Reads the reviewed list of rules that policy files do not carry.</summary>
static class CoverageReading
{
    public const string FileName = "coverage.yaml";

    /// <exception cref="PolicyRefusedException">The file is malformed.</exception>
    public static IReadOnlyList<Uncarried> Read(string text, string name)
    {
        var draft = new Draft(name);
        List<Uncarried> rules = [];
        if (Section.Of(draft, "the file", NodeReader.Read(text, draft.Problems)) is { } file)
        {
            foreach (var section in file.Sections("later", "an entry of 'later'")) rules.AddRange(Rules(section, section.Choice("capability", Enum.GetValues<Capability>())));
            foreach (var section in file.Sections("no-rule", "an entry of 'no-rule'")) rules.AddRange(Rules(section, null));
            file.Finish(name);
        }

        return draft.Problems.Any ? throw new PolicyRefusedException(draft.Problems.All) : rules;
    }

    static Uncarried[] Rules(Section section, Capability? by)
    {
        if (!section.Has("clauses")) section.Missing("clauses");
        var reason = section.Text("reason").Text;
        Uncarried[] rules = [.. section.Words("clauses").Select(id => new Uncarried(id.Text, by, reason, id.Place.Line))];
        section.Finish(reason);
        return rules;
    }
}
