using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access.Search;

/// <summary>Which part of a question is searched for.</summary>
enum Sought
{
    /// <summary>Who may.</summary>
    Subject,

    /// <summary>With whose data.</summary>
    Resource,

    /// <summary>For what.</summary>
    Action,
}

/// <summary>The body of a search while it is read: a question without the part sought, and which page.</summary>
sealed class SearchDraft(Sought sought)
{
    /// <summary>Stands where the part sought would stand.</summary>
    const string Open = "*";

    public Sought Sought => sought;

    public QuestionDraft Question { get; } = new();

    /// <summary>Null or empty = the first page.</summary>
    public string? Token { get; set; }

    public int Limit { get; set; } = Limits.PageDefault;

    public bool HasPage { get; set; }

    /// <summary>A problem, or null: then it is whole. An id of what is sought is let go (AuthZEN: "if present, is IGNORED").</summary>
    public Problem? Complete()
    {
        if (sought == Sought.Subject) Question.Party = Open;
        if (sought == Sought.Resource) Question.Customer = Open;
        if (sought == Sought.Action && (Question.Parts & Part.Action) != Part.None) Question.Fault("/action", FaultCode.Unknown, "is what is searched for: leave it out");
        if (sought == Sought.Action) Question.Act = Open;
        if (Question.From(Word.Explain) != Part.None) Question.Fault("/context/explain", FaultCode.Unknown, "is not known in a search: ask /access/v1/evaluation");
        return Completeness.Check(Question, -1);
    }

    /// <summary>The question, with <see cref="Open"/> for the part sought.</summary>
    public Question ToQuestion() => Question.ToQuestion();
}
