using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads one policy file, section by section, in the order in which later sections name what earlier ones declare.</summary>
static class PolicyReading
{
    public static PolicyLoad Read(string text, string name)
    {
        var draft = new Draft(name);
        return Read(draft, NodeReader.Read(text, draft.Problems), () => text);
    }

    /// <summary>Reads an earlier version with changes laid over it.</summary>
    public static PolicyLoad ReadAmended(string earlier, string changes, string name)
    {
        var draft = new Draft(name);
        if (NodeReader.Read(changes, draft.Problems) is not Node.Map over)
            return Read(draft, null, () => changes);
        if (NodeReader.Read(earlier, new Problems(name)) is not Node.Map under)
            return Read(draft, over, () => changes);
        var merged = Amendment.Of(draft, under, over);
        return Read(draft, merged, () => NodeWriter.Write(merged));
    }

    static PolicyLoad Read(Draft draft, Node? node, Func<string> text)
    {
        if (Section.Of(draft, "the file", node) is not { } file)
        {
            if (!draft.Problems.Any) draft.Problems.Add(PolicyProblemCode.WrongType, new(1, 1), "The file is no mapping.", "Begin with the key 'policy'.");
            return new PolicyLoad.Refused(draft.Problems.All);
        }

        var policy = Policy(draft, file);
        draft.CheckNamedClauses();
        if (draft.Problems.Any) return new PolicyLoad.Refused(draft.Problems.All);
        var source = text();
        return new PolicyLoad.Loaded(
            new PolicyFile(draft.Problems.File, source, policy with { Source = source, Clauses = [.. draft.Mentions.Select(Clause)] }, draft.Mentions, draft.Interpretations));
    }

    static PolicyClause Clause(Mention mention) => new(mention.Clause, mention.Kind, mention.Quote, mention.SourceLine, mention.Effect);

    static Policy Policy(Draft draft, Section file)
    {
        var id = file.Id("policy").Text;
        var rules = new RuleReading(draft);
        var purposes = new PurposeReading(draft, id);
        ReadStatements(draft, file);
        var policy = new Policy
        {
            Id = id,
            Version = file.Id("version").Text,
            From = file.OptionalDay("from"),
            Operator = file.Id("operator").Text,
            Title = file.Text("title").Text,
            CorporateClauses = file.Clauses(draft, "corporate", MentionKind.Corporate),
            Consent = rules.Consent(file),
            Collections = new CollectionReading(draft, id).All(file),
            Purposes = purposes.Stated(file),
            WrittenCollection = rules.Written(file),
            Schemes = new SchemeReading(draft, purposes).All(file),
            Exceptions = new ExceptionReading(draft).All(file),
            Entrustment = rules.Entrustment(file),
            LookUp = rules.LookUp(file),
            Transmission = rules.Transmission(file),
            PostContract = rules.PostContract(file),
            Retention = new(file.Clauses(draft, "retention", MentionKind.Retention, effect: true)),
            Incidents = rules.Incidents(file),
            Requests = new RequestReading(draft).Procedure(file),
            Related = file.PurposeNames(draft, "related"),
            Findings = rules.Findings(file),
        };
        file.Finish(id);
        return policy;
    }

    /// <summary>Clauses that change no field of the policy: what they mean for a decision is said beside them.</summary>
    static void ReadStatements(Draft draft, Section file)
    {
        file.Clauses(draft, "reading", MentionKind.Reading, effect: true);
        file.Clauses(draft, "limits", MentionKind.Limit, effect: true);
        file.Clauses(draft, "business", MentionKind.Business);
        file.Clauses(draft, "exception-notes", MentionKind.ExceptionNote, effect: true);
        file.Clauses(draft, "revision", MentionKind.Revision, effect: true);
    }
}
