namespace ConsentGrains.Web.Access;

/// <summary>What a question can not do without. Whether the names in it are known is the decision's business, not the wire's.</summary>
static class Completeness
{
    const string Subject = "party";
    const string Resource = "customer";

    /// <summary>Null for a draft that is a question.</summary>
    public static Problem? Check(QuestionDraft draft, int index)
    {
        if (draft.Faults.Count == 0 && IsWhole(draft)) return null;
        CheckSubject(draft, index);
        if (draft.Act is null) draft.Fault(new Place(index, Part.Action, false).Of("name"), FaultCode.Required, "is needed: use, joint-use, provide, entrust or transmit");
        CheckResource(draft, index);
        if (draft.Items is null or []) Needed(draft, new Place(index, Part.Resource, true).Of(Word.Items), "is needed: at least one item");
        // A copy: the draft is used again before the problem is written.
        return Problems.Of([.. draft.Faults]);
    }

    static bool IsWhole(QuestionDraft draft) =>
        draft is { SubjectType: Subject, Party: not null, Act: not null, Items.Length: > 0 }
        && (draft is { ResourceType: Resource, Customer: not null } || IsVisitor(draft));

    /// <summary>An anonymous visitor, of whom only `transmit` may be asked.</summary>
    static bool IsVisitor(QuestionDraft draft) =>
        draft.Act == "transmit" && draft.Customer is null && draft.ResourceType is null or Resource;

    static void CheckSubject(QuestionDraft draft, int index)
    {
        var place = new Place(index, Part.Subject, false);
        if (draft.SubjectType is null) Needed(draft, place.Of("type"), "is needed: party");
        else if (draft.SubjectType != Subject) draft.Fault(place.Of("type"), FaultCode.WordUnknown, "must be party");
        if (draft.Party is null) Needed(draft, place.Of("id"), "is needed: the id of the party that acts");
    }

    static void CheckResource(QuestionDraft draft, int index)
    {
        if (IsVisitor(draft)) return;
        var place = new Place(index, Part.Resource, false);
        if (draft.ResourceType is null) Needed(draft, place.Of("type"), "is needed: customer");
        else if (draft.ResourceType != Resource) draft.Fault(place.Of("type"), FaultCode.WordUnknown, "must be customer");
        if (draft.Customer is null) Needed(draft, place.Of("id"), "is needed: operator/number (only transmit goes without)");
    }

    /// <summary>What is missing because it could not be read was reported already.</summary>
    static void Needed(QuestionDraft draft, string path, string message)
    {
        if (!draft.Faults.Exists(f => f.Path == path || path.StartsWith(f.Path + "/", StringComparison.Ordinal)))
            draft.Fault(path, FaultCode.Required, message);
    }
}
