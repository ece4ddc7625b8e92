using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What happened to a request. The names on disk are in the codec and are for ever.</summary>
public abstract record RequestEvent
{
    RequestEvent() { }

    /// <summary>`request.received.v1`. Papers without their last day: whether they were valid is in them.</summary>
    /// <param name="Version">Of the policy whose procedure binds.</param>
    /// <param name="Day">The day of the request, on which papers must be in date.</param>
    /// <param name="Target">The day by which the operator wants to have answered; its own, not the law's.</param>
    public sealed record Received(
        string Policy, string Version, RequestType Type, CustomerId? Customer, Application Application, DateOnly Arrived, DateOnly Day, DateOnly Target) : RequestEvent;

    /// <summary>`request.not-made.v1`: it is none (no clock, no fee, no refusal).</summary>
    public sealed record NotMade(NotMadeWhy Why, string? Clause, DateOnly DisposeFrom) : RequestEvent;

    /// <summary>`request.examined.v1`.</summary>
    public sealed record Examined(Findings Findings) : RequestEvent;

    /// <summary>`request.resubmission-asked.v1`: one letter names every defect.</summary>
    public sealed record ResubmissionAsked(IReadOnlyList<Defect> Defects, DateOnly Until) : RequestEvent;

    /// <summary>`request.resubmitted.v1`.</summary>
    public sealed record Resubmitted(Cure Cure) : RequestEvent;

    /// <summary>`request.accepted.v1`.</summary>
    public sealed record Accepted : RequestEvent;

    /// <summary>`request.investigating.v1`.</summary>
    public sealed record Investigating : RequestEvent;

    /// <summary>`request.refused.v1`: before anything was looked for.</summary>
    public sealed record Refused(CitedGround Ground, int Fee, string? FeeClause) : RequestEvent;

    /// <summary>`request.answered.v1`.</summary>
    /// <param name="Fee">Yen; 0 = none.</param>
    /// <param name="Effects">Still to be carried out at the customer.</param>
    public sealed record Answered(
        IReadOnlyList<ItemAnswer> Answers, RequestOutcome Outcome, StopBasis? Basis, bool Reviewed, int Fee, string? FeeClause,
        IReadOnlyList<CustomerCommand> Effects) : RequestEvent;

    /// <summary>`request.carried-out.v1`: what was granted is in force.</summary>
    public sealed record CarriedOut : RequestEvent;

    /// <summary>`request.answer-undone.v1`.</summary>
    /// <param name="Why">The code of the refusal at the customer.</param>
    public sealed record AnswerUndone(string Why) : RequestEvent;

    /// <summary>`request.fee-paid.v1`.</summary>
    public sealed record FeePaid(int Yen) : RequestEvent;

    /// <summary>`request.replied.v1`.</summary>
    public sealed record Replied(DateOnly On, ReplyMethod By, Addressee To, DateOnly DisposeFrom) : RequestEvent;

    /// <summary>`request.withdrawn.v1`.</summary>
    public sealed record Withdrawn(DateOnly DisposeFrom) : RequestEvent;

    /// <summary>`request.papers-disposed.v1`.</summary>
    public sealed record PapersDisposed : RequestEvent;
}

public enum NotMadeWhy
{
    /// <summary>No stamps (ELS-TEL-5-NOREQ).</summary>
    StampsMissing,

    /// <summary>A company's data are no personal data; it is an enquiry.</summary>
    Company,
}

public enum RequestOutcome
{
    InFull,
    InPart,
    Refused,
}

/// <summary>To whom an answer goes.</summary>
public enum Addressee
{
    Principal,
    ContractHolder,
    Customer,
    Agent,
}

/// <param name="Clause">Of the policy; null where the law alone speaks.</param>
/// <param name="Law">The article; null where only the policy knows the ground.</param>
public sealed record CitedGround(GroundKind Kind, string? Clause, string? Law);
