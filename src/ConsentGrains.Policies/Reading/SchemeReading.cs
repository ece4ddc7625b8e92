using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads `schemes`: joint use (共同利用).</summary>
sealed class SchemeReading(Draft draft, PurposeReading purposes)
{
    readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<JointUseScheme> All(Section file) => [.. file.Sections("schemes", "a scheme").Select(One)];

    JointUseScheme One(Section section)
    {
        var header = section.Quote(draft, "id", MentionKind.Scheme);
        if (!seen.Add(header.Clause))
            draft.Problems.Add(PolicyProblemCode.DuplicateId, section.Id("id").Place, $"The scheme '{header.Clause}' is here a second time.", "Keep one of them.");
        var items = Required(section, "items").SelectMany(Items).Distinct(StringComparer.Ordinal).ToList();
        var participants = Required(section, "participants").Select(Participant).ToList();
        var scheme = new JointUseScheme
        {
            Id = header.Clause,
            Quote = header.Quote,
            Items = items,
            Purposes = purposes.OfScheme(section, [.. items.Select(CollectionOf).Distinct(StringComparer.Ordinal)]),
            ExcludedAsSecrecy = Excluded(section),
            Parties = [.. participants.SelectMany(p => p.Parties)],
            Roles = [.. participants.SelectMany(p => p.Roles)],
            Need = section.Choice("need", JointUseNeed.Roster, JointUseNeed.SupplyPoint, JointUseNeed.Movers),
            NeedClauses = section.ClauseNames(draft, "need-clauses"),
            Responsible = [.. Required(section, "responsible").Select(Responsible)],
        };
        section.Finish(header.Clause);
        return scheme;
    }

    static string CollectionOf(string item) => item[..item.IndexOf('/', StringComparison.Ordinal)];

    static IReadOnlyList<Section> Required(Section section, string key)
    {
        if (!section.Has(key)) section.Missing(key);
        return section.Sections(key, $"an entry of '{key}'");
    }

    IReadOnlyList<string> Items(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.SchemeItem).Clause;
        if (!section.Has("items")) section.Missing("items");
        var items = section.ItemNames(draft, "items") ?? [];
        section.Finish(clause);
        return items;
    }

    IReadOnlyList<string> Excluded(Section scheme)
    {
        if (scheme.Inner("excluded-as-secrecy", "what is left out as secrecy") is not { } section) return [];
        var clause = section.Quote(draft, "clause", MentionKind.SchemeExclusion).Clause;
        var items = section.ItemNames(draft, "items") ?? [];
        section.Finish(clause);
        return items;
    }

    (IReadOnlyList<string> Parties, IReadOnlyList<string> Roles) Participant(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.SchemeParticipant).Clause;
        var parties = section.Ids(draft, "parties");
        var roles = section.Chosen("roles", Words.Roles);
        if (parties.Count + roles.Count == 0) section.Missing("parties");
        section.Finish(clause);
        return (parties, roles);
    }

    ResponsibleRule Responsible(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.Responsible).Clause;
        var items = section.ItemNames(draft, "items") ?? [];
        var party = section.OptionalId("party")?.Text;
        var kind = section.Has("kind") ? section.Choice("kind", ResponsibleKind.HoldingRetailer, ResponsibleKind.AreaOperator) : ResponsibleKind.Named;
        if (party is null && kind == ResponsibleKind.Named) section.Missing("party");
        section.Finish(clause);
        return new ResponsibleRule(clause, items, kind == ResponsibleKind.Named ? party : null, kind);
    }
}
