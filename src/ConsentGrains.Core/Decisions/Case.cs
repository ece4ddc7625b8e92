using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Decisions;

/// <summary>One question while it is being decided: what its names were resolved to and what the gates found. Lives on the stack.</summary>
ref struct Case
{
    public readonly Question Question;
    public readonly DirectoryState Directory;
    public readonly CustomerState Customer;

    /// <summary>The registered supply point the question names.</summary>
    public readonly SupplyPointState? Point;
    public readonly Instant AsOf;
    public readonly DateOnly Day;

    /// <summary>The act it is decided as: a contractor's own use is an entrustment to it.</summary>
    public Act Act;
    public bool OwnUseOfContractor;

    /// <summary>False while a name is unknown that the later gates can not do without.</summary>
    public bool Resolved;
    public PolicyFamily? Family;

    /// <summary>All items are of <see cref="Family"/>.</summary>
    public bool FromOnePolicy;
    public BoundPolicy? Policy;
    public ItemSet Items;

    /// <summary>The places of the first items of the question in their policy's vocabulary, so that they are looked up once.</summary>
    public ItemPlaces Places;
    public PurposeRef? PurposeRef;
    public BoundPurpose? Purpose;
    public RegisteredPurpose? Registered;
    public Enrolment? Enrolment;
    public Site? Site;

    /// <summary>To whom it goes: the recipient, the contractor, or the participant of a joint use; null for own use.</summary>
    public string? Counterparty;

    /// <summary>Its country; null for none, and for one that is not registered.</summary>
    public string? Country;

    public Circumstance? Circumstance;
    public ExceptionRule? Exception;

    /// <summary>Gate 3 is met: the question goes on by the circumstance alone.</summary>
    public bool Excepted;

    /// <summary>Gate 10 needed a consent for some item, or gate 9 passed on one.</summary>
    public bool OnConsent;

    /// <summary>As what the party needs it in the case of the supply point.</summary>
    public PointNeeds NeededAs;

    /// <summary>Of usage given on a look-up password: its first day.</summary>
    public DateOnly? UsageFrom;
    public bool OnSecrecyConsent;
    public bool OnForeignConsent;
    public bool OnWrittenRule;
    public bool AfterContract;

    List<Finding>? findings;
    Gate gate;

    public Case(Question question, in DecisionInput input)
    {
        Question = question;
        Directory = input.Directory;
        Customer = input.Customer ?? CustomerState.Unknown;
        Point = question.SupplyPoint is not null && input.Point is { IsKnown: true } point ? point : null;
        AsOf = input.AsOf;
        Day = input.AsOf.Day;
        Resolved = true;
    }

    public readonly bool Failed => findings is not null;

    /// <summary>The purpose's own id, whatever alias it was asked by.</summary>
    public readonly string? PurposeId => PurposeRef?.Id ?? Registered?.Id;

    /// <summary>The exception is one of APPI 27(1) or compels: nothing of the customer's stands against it.</summary>
    public readonly bool ByLaw => Excepted && Circumstance!.Article is not null;

    public readonly bool IsOperator => string.Equals(Question.Party, Family!.Operator, StringComparison.Ordinal);

    public void Enter(Gate entered) => gate = entered;

    public readonly int Count => findings?.Count ?? 0;

    public void Fail(ReasonCode code, string? clause = null, string? subject = null, string? item = null)
    {
        findings ??= [];
        foreach (var known in findings)
            if (known.Gate == gate && known.Code == code && known.Clause == clause && known.Subject == subject)
            {
                if (item is not null) known.Items.Add(item);
                return;
            }

        findings.Add(new Finding(gate, code, item is null ? [] : [item], clause, subject));
    }

    /// <summary>Fails every item of the question that is in the set.</summary>
    public void FailItems(ItemSet set, ReasonCode code, string? clause = null)
    {
        if (set.IsEmpty) return;
        foreach (var id in Question.Items)
            if (Directory.Policies.Item(id) is { } item && set.Has(item.Index)) Fail(code, clause, null, id);
    }

    /// <summary>Reasons in the order of the gates, and within a gate in the order of the codes.</summary>
    public readonly IReadOnlyList<Reason> Reasons() =>
        findings is null ? [] : [.. findings.OrderBy(f => f.Gate).ThenBy(f => f.Code).Select(f => new Reason(f.Gate, f.Code, f.Items, f.Clause, f.Subject))];

    /// <summary>Whether a purpose named in a consent, a stop or a register is the purpose asked for.</summary>
    public readonly bool IsPurpose(string named) =>
        string.Equals(named, PurposeId, StringComparison.Ordinal) || (PurposeRef is { } asked && ReferenceEquals(Directory.Policies.Purpose(named), asked));

    sealed record Finding(Gate Gate, ReasonCode Code, List<string> Items, string? Clause, string? Subject);
}
