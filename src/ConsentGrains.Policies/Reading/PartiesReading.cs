using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>The built-in parties, and the clauses that name them.</summary>
sealed record PartiesFile(IReadOnlyList<PartyEntry> Parties, IReadOnlyList<Mention> Mentions);

/// <summary>Reads the file of built-in parties.</summary>
static class PartiesReading
{
    public const string FileName = "parties.yaml";
    const string Japan = "JP";

    /// <exception cref="PolicyRefusedException">The file is malformed.</exception>
    public static PartiesFile Read(string text, string name)
    {
        var draft = new Draft(name);
        List<PartyEntry> parties = [];
        if (Section.Of(draft, "the file", NodeReader.Read(text, draft.Problems)) is { } file)
        {
            if (!file.Has("parties")) file.Missing("parties");
            parties.AddRange(file.Sections("parties", "a party").Select(section => One(draft, section)));
            file.Finish(name);
        }

        foreach (var twice in parties.GroupBy(p => p.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            draft.Problems.Add(PolicyProblemCode.DuplicateId, new(1, 1), $"The party '{twice.Key}' is here a second time.", "Keep one of them.");
        return draft.Problems.Any ? throw new PolicyRefusedException(draft.Problems.All) : new PartiesFile(parties, draft.Mentions);
    }

    static PartyEntry One(Draft draft, Section section)
    {
        var party = new PartyEntry(section.Id("id").Text, section.Text("name").Text, section.OptionalText("country")?.Text ?? Japan);
        if (section.Has("clause")) section.Quote(draft, "clause", MentionKind.Party);
        section.Finish(party.Id);
        return party;
    }
}
