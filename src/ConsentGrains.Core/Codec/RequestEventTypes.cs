using ConsentGrains.Core.Requests;

namespace ConsentGrains.Core.Codec;

/// <summary>The names of the events of requests on disk. They are for ever.</summary>
public static class RequestEventTypes
{
    const string Prefix = "request.";

    public const string Received = "request.received.v1";
    public const string NotMade = "request.not-made.v1";
    public const string Examined = "request.examined.v1";
    public const string ResubmissionAsked = "request.resubmission-asked.v1";
    public const string Resubmitted = "request.resubmitted.v1";
    public const string Accepted = "request.accepted.v1";
    public const string Investigating = "request.investigating.v1";
    public const string Refused = "request.refused.v1";
    public const string Answered = "request.answered.v1";
    public const string CarriedOut = "request.carried-out.v1";
    public const string AnswerUndone = "request.answer-undone.v1";
    public const string FeePaid = "request.fee-paid.v1";
    public const string Replied = "request.replied.v1";
    public const string Withdrawn = "request.withdrawn.v1";
    public const string PapersDisposed = "request.papers-disposed.v1";

    /// <summary>Whether an event of this type lies in a stream of a request.</summary>
    public static bool IsOfRequest(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    public static string Of(RequestEvent happened) => happened switch
    {
        RequestEvent.Received => Received,
        RequestEvent.NotMade => NotMade,
        RequestEvent.Examined => Examined,
        RequestEvent.ResubmissionAsked => ResubmissionAsked,
        RequestEvent.Resubmitted => Resubmitted,
        RequestEvent.Accepted => Accepted,
        RequestEvent.Investigating => Investigating,
        RequestEvent.Refused => Refused,
        RequestEvent.Answered => Answered,
        RequestEvent.CarriedOut => CarriedOut,
        RequestEvent.AnswerUndone => AnswerUndone,
        RequestEvent.FeePaid => FeePaid,
        RequestEvent.Replied => Replied,
        RequestEvent.Withdrawn => Withdrawn,
        RequestEvent.PapersDisposed => PapersDisposed,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
