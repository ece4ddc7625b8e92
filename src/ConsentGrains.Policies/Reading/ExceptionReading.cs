using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads `exceptions`. An entry with several circumstances makes a rule for each.</summary>
sealed class ExceptionReading(Draft draft)
{
    readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<ExceptionRule> All(Section file)
    {
        List<ExceptionRule> rules = [];
        foreach (var section in file.Sections("exceptions", "an exception"))
        {
            var circumstances = Circumstances(section);
            var rule = One(section);
            rules.AddRange(circumstances.Select(circumstance => rule with { Circumstance = circumstance }));
            section.Finish(rule.Clause);
        }

        return rules;
    }

    List<string> Circumstances(Section section)
    {
        if (!section.Has("circumstances")) section.Missing("circumstances");
        List<string> circumstances = [];
        foreach (var word in section.Words("circumstances"))
        {
            circumstances.Add(section.OneOf("circumstances", word, Words.Circumstances));
            if (!seen.Add(word.Text))
                draft.Problems.Add(PolicyProblemCode.DuplicateId, word.Place, $"The circumstance '{word.Text}' is here a second time.", "Keep one of them.");
        }

        return circumstances;
    }

    ExceptionRule One(Section section)
    {
        var mention = section.Quote(draft, "clause", MentionKind.Exception);
        return new ExceptionRule
        {
            Circumstance = "",
            Clause = mention.Clause,
            Quote = mention.Quote,
            AlsoUse = section.Flag("also-use"),
            Recipients = section.Ids(draft, "recipients"),
            RecipientRoles = section.Chosen("recipient-roles", Words.Roles),
            ContractFeature = section.OptionalText("contract-feature") is { } feature ? section.OneOf("contract-feature", feature, Words.ContractFeatures) : null,
            RecipientIsContractUser = section.Flag("recipient-is-contract-user"),
            RecipientInTerms = section.Flag("recipient-in-terms"),
            Purposes = section.PurposeNames(draft, "purposes"),
            Items = section.ItemNames(draft, "items"),
            SecrecyClause = section.ClauseName(draft, "secrecy-clause"),
            NoticeClause = section.ClauseName(draft, "notice-clause"),
        };
    }
}
