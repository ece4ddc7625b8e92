using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads the single rules of a policy: consent, written collection, entrustment, transmission, the time after the contract.</summary>
sealed class RuleReading(Draft draft)
{
    public ConsentClauses Consent(Section file)
    {
        if (file.Inner("consent", "the clauses of consent") is not { } section) return new([], []);
        var clauses = new ConsentClauses(section.ClauseNames(draft, "use"), section.ClauseNames(draft, "provide"));
        section.Finish("consent");
        return clauses;
    }

    public WrittenCollectionRule? Written(Section file)
    {
        if (file.Inner("written-collection", "the rule of written collection") is not { } section) return null;
        var clause = section.Quote(draft, "clause", MentionKind.WrittenCollection).Clause;
        if (!section.Has("items")) section.Missing("items");
        var rule = new WrittenCollectionRule(clause, section.ItemNames(draft, "items") ?? []);
        section.Finish(clause);
        return rule;
    }

    public EntrustmentRule Entrustment(Section file)
    {
        if (file.Inner("entrustment", "the entrustment") is not { } section)
        {
            file.Missing("entrustment");
            return new EntrustmentRule { Clauses = [] };
        }

        if (!section.Has("clauses")) section.Missing("clauses");
        section.Clauses(draft, "conditions", MentionKind.EntrustmentCondition, effect: true);
        var rule = new EntrustmentRule
        {
            Clauses = section.Clauses(draft, "clauses", MentionKind.Entrustment),
            Work = [.. section.Sections("work", "a work").Select(Work)],
            ObjectionClause = Objection(section),
        };
        if (section.Inner("transfer", "the transfer") is { } transfer) rule = Transfer(rule, transfer);
        section.Finish("entrustment");
        return rule;
    }

    public TransmissionRule Transmission(Section file)
    {
        if (file.Inner("transmission", "the transmission") is not { } section) return new();
        var rule = new TransmissionRule
        {
            Clauses = section.ClauseNames(draft, "clauses"),
            Services = [.. section.Sections("services", "a service").Select(Service)],
        };
        section.Finish("transmission");
        return rule;
    }

    /// <summary>The look-up of data that are given only on a password; null where the policy has none.</summary>
    public LookUpRule? LookUp(Section file)
    {
        if (file.Inner("look-up", "the look-up") is not { } section) return null;
        var rule = new LookUpRule(section.ItemName(draft, "item"), section.PurposeName(draft, "purpose"), section.Id("role").Text, section.Number("months"));
        section.Finish("look-up", ["item", "purpose", "role", "months"]);
        return rule;
    }

    public PostContractRule PostContract(Section file)
    {
        if (file.Inner("post-contract", "the time after the contract") is not { } section)
        {
            file.Missing("post-contract");
            return new(Core.Policies.PostContract.Silent, []);
        }

        var mode = section.Choice("mode", Core.Policies.PostContract.GoesOn, Core.Policies.PostContract.UntilRetentionDate, Core.Policies.PostContract.Silent);
        var silent = mode == Core.Policies.PostContract.Silent;
        if (!silent && !section.Has("clauses")) section.Missing("clauses");
        var rule = new PostContractRule(mode, section.Clauses(draft, "clauses", MentionKind.PostContract));
        section.Finish("post-contract", silent ? ["mode"] : []);
        return rule;
    }

    public IncidentRule? Incidents(Section file)
    {
        if (file.Inner("incidents", "the leaks") is not { } section) return null;
        var authority = section.Choice("authority", LeakAuthority.Ppc, LeakAuthority.Mic);
        var (telecom, users) = (section.Flag("telecom-business"), section.Flag("specified-users"));
        var duties = section.Sections("duties", "a duty").Select(Duty).ToList();
        section.Finish("incidents", ["authority", "telecom-business", "specified-users"]);
        return new(duties, authority, telecom, users);
    }

    IncidentDuty Duty(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.IncidentDuty).Clause;
        var duty = new IncidentDuty(clause, section.Choice("duty", Enum.GetValues<IncidentDutyKind>()));
        section.Finish(clause);
        return duty;
    }

    /// <summary>What the text itself lacks, as its reviewers found it.</summary>
    public IReadOnlyList<PolicyFinding> Findings(Section file)
    {
        List<PolicyFinding> findings = [];
        foreach (var section in file.Sections("findings", "a finding"))
        {
            var clause = section.Quote(draft, "clause", MentionKind.Finding).Clause;
            LawTopic? law = section.Has("law") ? section.Choice("law", Enum.GetValues<LawTopic>()) : null;
            findings.Add(new(section.Choice("finding", PolicyFindings.Stated), [clause], section.Text("japanese").Text, section.Text("says").Text, law));
            section.Finish(clause);
        }

        return findings;
    }

    EntrustableWork Work(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.EntrustableWork).Clause;
        var work = new EntrustableWork(clause, section.Text("japanese").Text, section.CollectionNames(draft, "collections"));
        section.Finish(clause);
        return work;
    }

    EntrustmentRule Transfer(EntrustmentRule rule, Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.TransferMethods).Clause;
        if (!section.Has("methods")) section.Missing("methods");
        var methods = section.Chosen("methods", Words.TransferMethods);
        section.Finish(clause);
        return rule with { TransferMethods = methods, TransferClause = clause };
    }

    string? Objection(Section entrustment)
    {
        if (entrustment.Inner("objection", "the objection") is not { } section) return null;
        var clause = section.Quote(draft, "clause", MentionKind.Objection).Clause;
        section.Finish(clause);
        return clause;
    }

    TransmissionService Service(Section section)
    {
        var mention = section.Quote(draft, "clause", MentionKind.Service);
        var service = new TransmissionService(section.Id("party").Text, mention.Clause, mention.Quote);
        section.Finish(mention.Clause);
        return service;
    }
}
