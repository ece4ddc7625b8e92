using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads `identity` and `agents` of `requests`: who has to show what.</summary>
sealed class IdentityReading(Draft draft)
{
    public IdentityRule Identity(Section requests)
    {
        if (requests.Inner("identity", "the identity") is not { } section) return new();
        var rule = new IdentityRule
        {
            Clauses = section.Clauses(draft, "clauses", MentionKind.Identity),
            List = section.Choice("list", Enum.GetValues<IdentityList>()),
            Papers = [.. section.Sections("papers", "a paper").Select(Paper)],
            ThreeAddresses = section.Flag("three-addresses"),
            ResubmissionClause = section.Clauses(draft, "resubmission", MentionKind.Resubmission).FirstOrDefault(),
        };
        section.Finish("identity");
        return rule;
    }

    public AgentRule Agents(Section requests)
    {
        if (requests.Inner("agents", "the agents") is not { } section) return new();
        var rule = new AgentRule
        {
            Clauses = section.Clauses(draft, "clauses", MentionKind.Agent),
            Papers = [.. section.Sections("papers", "a paper of an agent").Select(AgentPaper)],
        };
        section.Finish("agents");
        return rule;
    }

    ListedPaper Paper(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.IdentityPaper).Clause;
        var paper = new ListedPaper(
            clause, section.Choice("kind", Enum.GetValues<PaperKind>()), Seal(section), section.Flag("principal-only"),
            section.OptionalDay("extinct-from"), section.OptionalText("mask")?.Text);
        section.Finish(clause);
        return paper;
    }

    AgentPaper AgentPaper(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.AgentPaper).Clause;
        var proof = section.Choice("proof", Enum.GetValues<AgentProof>());
        var by = section.Has("for") ? section.Choice("for", AskedBy.StatutoryAgent, AskedBy.DelegatedAgent) : (AskedBy?)null;
        int? days = section.Has("days") ? section.Number("days") : null;
        var paper = new AgentPaper(clause, by, proof, section.Choices<PaperKind>("kinds"), proof == AgentProof.Identity, days, Seal(section));
        section.Finish(clause);
        return paper;
    }

    static SealOn? Seal(Section section) => section.Has("seal") ? section.Choice("seal", Enum.GetValues<SealOn>()) : null;
}
