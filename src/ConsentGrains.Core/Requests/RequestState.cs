using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>All that is known of one request. Immutable.</summary>
public sealed record RequestState
{
    public static RequestState Unknown { get; } = new();

    /// <summary>Number of events behind this state; 0 = there is no such request.</summary>
    public int Version { get; init; }

    public Instant Recorded { get; init; }

    public RequestStage Stage { get; init; }

    public string Policy { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public RequestType Type { get; init; }

    public CustomerId? Customer { get; init; }

    /// <summary>As it stands after everything that was sent again.</summary>
    public Application Application { get; init; } = new();

    public DateOnly Arrived { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>The operator's own target.</summary>
    public DateOnly Target { get; init; }

    public Findings? Findings { get; init; }

    public IReadOnlyList<Defect> Defects { get; init; } = [];

    /// <summary>Last day for curing it.</summary>
    public DateOnly? CureUntil { get; init; }

    public NotMadeWhy? NotMadeWhy { get; init; }

    public IReadOnlyList<ItemAnswer> Answers { get; init; } = [];

    public RequestOutcome? Outcome { get; init; }

    /// <summary>The ground of a refusal before anything was looked for.</summary>
    public CitedGround? RefusedOn { get; init; }

    public StopBasis? Basis { get; init; }

    /// <summary>Yen; 0 = none.</summary>
    public int Fee { get; init; }

    public string? FeeClause { get; init; }

    public int Paid { get; init; }

    /// <summary>Still to be carried out at the customer.</summary>
    public IReadOnlyList<CustomerCommand> Effects { get; init; } = [];

    /// <summary>Answers given so far, undone ones included: numbers what follows from each.</summary>
    public int AnswerNumber { get; init; }

    /// <summary>Why the last answer could not be carried out.</summary>
    public string? UndoneWhy { get; init; }

    public DateOnly? RepliedOn { get; init; }

    public ReplyMethod? RepliedBy { get; init; }

    public Addressee? RepliedTo { get; init; }

    /// <summary>From this day the papers may be destroyed.</summary>
    public DateOnly? DisposeFrom { get; init; }

    public bool Disposed { get; init; }

    public bool IsKnown => Version > 0;

    /// <summary>Nothing is still to be carried out at the customer.</summary>
    public bool IsSettled => Stage != RequestStage.Answering;

    /// <summary>APPI 39: an action may be brought from this day (two weeks from arrival, that day not counted); null for a notice of purpose,
    /// to which it does not apply, and for what is no request.</summary>
    public DateOnly? SuitFrom => Type == RequestType.PurposeNotice || Stage == RequestStage.NotMade ? null : Arrived.AddDays(Limits.SuitDays + 1);

    /// <summary>The next day on which the desk has something to do; null where nothing is left.</summary>
    public DateOnly? Due => Stage switch
    {
        RequestStage.AwaitingResubmission => CureUntil,
        RequestStage.Replied or RequestStage.NotMade or RequestStage.Withdrawn => Disposed ? null : DisposeFrom,
        _ => Target,
    };

    /// <summary>A stop of marketing is always carried out, whatever the ground.</summary>
    public bool IsMarketingStop(Policy policy) =>
        Type == RequestType.StopOfUse && (Application.MarketingChannel is not null || policy.Purposes.Any(p => p.Id == Application.Purpose && p.Marketing));
}

public enum RequestStage
{
    Received,

    /// <summary>It is no request: no clock, no fee.</summary>
    NotMade,
    AwaitingResubmission,
    Accepted,
    Investigating,

    /// <summary>Answered; what follows from it is being carried out at the customer.</summary>
    Answering,
    AnsweredInFull,
    AnsweredInPart,
    Refused,
    Replied,
    Withdrawn,
}
