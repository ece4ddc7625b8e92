namespace ConsentGrains.Web.Access;

/// <summary>How a batch ends (AuthZEN, evaluations semantics).</summary>
enum Semantic
{
    ExecuteAll,
    DenyOnFirstDeny,
    PermitOnFirstPermit,
}

/// <summary>The body of /access/v1/evaluations while it is read: the defaults and the evaluations. Reused from request to request.</summary>
sealed class Batch
{
    readonly List<QuestionDraft> drafts = [];
    readonly List<string> customers = [];

    public QuestionDraft Defaults { get; } = new();

    public Semantic Semantic { get; set; }

    public int Count { get; private set; }

    /// <summary>False = the body has no list of evaluations and is one evaluation itself.</summary>
    public bool HasList { get; set; }

    /// <summary>The customers its evaluations name.</summary>
    public IReadOnlyList<string> Customers => customers;

    public QuestionDraft this[int index] => drafts[index];

    public void Clear()
    {
        Defaults.Clear();
        for (var i = 0; i < Count; i++) drafts[i].Clear();
        customers.Clear();
        Semantic = Semantic.ExecuteAll;
        Count = 0;
        HasList = false;
    }

    public QuestionDraft Add()
    {
        if (Count == drafts.Count) drafts.Add(new QuestionDraft());
        return drafts[Count++];
    }

    /// <summary>Gives every evaluation what it left to the defaults. They may stand after the list, so this comes last.</summary>
    public void Complete()
    {
        for (var i = 0; i < Count; i++)
        {
            drafts[i].Inherit(Defaults, i);
            if (drafts[i].Customer is { } customer) customers.Add(customer);
        }
    }

    public static Semantic? Find(string? name) => name switch
    {
        "execute_all" => Semantic.ExecuteAll,
        "deny_on_first_deny" => Semantic.DenyOnFirstDeny,
        "permit_on_first_permit" => Semantic.PermitOnFirstPermit,
        _ => null,
    };
}
