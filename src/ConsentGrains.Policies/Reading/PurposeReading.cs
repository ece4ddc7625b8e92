using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads purposes: those the policy states, and those of its joint-use schemes.</summary>
sealed class PurposeReading(Draft draft, string policy)
{
    public IReadOnlyList<Purpose> Stated(Section file)
    {
        if (!file.Has("purposes")) file.Missing("purposes");
        return [.. file.Sections("purposes", "a purpose").Select(section => One(section, null))];
    }

    /// <param name="collections">Those of the scheme's items: a scheme's purpose is stated for them.</param>
    public IReadOnlyList<Purpose> OfScheme(Section scheme, IReadOnlyList<string> collections)
    {
        if (!scheme.Has("purposes")) scheme.Missing("purposes");
        return [.. scheme.Sections("purposes", "a purpose of joint use").Select(section => One(section, collections))];
    }

    Purpose One(Section section, IReadOnlyList<string>? collections)
    {
        var joint = collections is not null;
        var mention = section.Quote(draft, "id", joint ? MentionKind.SchemePurpose : MentionKind.Purpose);
        Declare(section.Id("id"));
        if (!joint && !section.Has("collections")) section.Missing("collections");
        var purpose = new Purpose
        {
            Id = mention.Clause,
            Quote = mention.Quote,
            Collections = collections ?? section.CollectionNames(draft, "collections"),
            Items = section.ItemNames(draft, "items"),
            StatisticsOnly = section.ClauseName(draft, "statistics-only"),
            Marketing = section.Flag("marketing"),
            WinBack = section.Flag("win-back"),
        };
        purpose = joint
            ? purpose with
            {
                Serves = section.PurposeNames(draft, "serves"),
                NeededBy = section.Choices("needed-by", PointNeeds.None),
                CompareOnly = section.Flag("compare-only"),
            }
            : purpose with
            {
                Aliases = Aliases(section),
                SecrecyExempt = section.Flag("secrecy-exempt"),
                OutlivesContract = section.Flag("outlives-contract"),
                Transmission = section.Flag("transmission"),
                SecretUse = section.Flag("secret-use"),
            };
        section.Finish(purpose.Id);
        return purpose;
    }

    List<string> Aliases(Section section)
    {
        List<string> aliases = [];
        foreach (var alias in section.Sections("aliases", "an alias"))
        {
            aliases.Add(alias.Quote(draft, "clause", MentionKind.PurposeAlias).Clause);
            Declare(alias.Id("clause"));
            alias.Finish(aliases[^1]);
        }

        return aliases;
    }

    void Declare(Word id)
    {
        if (id.Text.Length == 0) return;
        if (!draft.Vocabulary.Purposes.Add(id.Text))
            draft.Problems.Add(PolicyProblemCode.DuplicateId, id.Place, $"The purpose '{id.Text}' is here a second time.", "Keep one of them.");
        if (policy.Length > 0 && !id.Text.StartsWith(policy + "-", StringComparison.Ordinal))
            draft.Problems.Add(PolicyProblemCode.BadId, id.Place, $"'{id.Text}' does not belong to the policy {policy}.", $"Begin it with '{policy}-'.");
    }
}
