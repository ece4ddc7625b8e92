namespace ConsentGrains.Core.Requests;

/// <summary>What an event makes of a request.</summary>
static class RequestEvolution
{
    public static RequestState Apply(RequestState state, RequestEvent happened) => happened switch
    {
        RequestEvent.Received e => Received(state, e),
        RequestEvent.NotMade e => state with { Stage = RequestStage.NotMade, NotMadeWhy = e.Why, DisposeFrom = e.DisposeFrom },
        RequestEvent.Examined e => state with { Findings = e.Findings },
        RequestEvent.ResubmissionAsked e => state with { Stage = RequestStage.AwaitingResubmission, Defects = e.Defects, CureUntil = e.Until },
        RequestEvent.Resubmitted e => Resubmitted(state, e.Cure),
        RequestEvent.Accepted => state with { Stage = RequestStage.Accepted, Defects = [], CureUntil = null },
        RequestEvent.Investigating => state with { Stage = RequestStage.Investigating },
        RequestEvent.Refused e => state with { Stage = RequestStage.Refused, Outcome = RequestOutcome.Refused, RefusedOn = e.Ground, Fee = e.Fee, FeeClause = e.FeeClause, CureUntil = null },
        RequestEvent.Answered e => Answered(state, e),
        RequestEvent.CarriedOut => state with { Stage = Final(state.Outcome!.Value), Effects = [] },
        RequestEvent.AnswerUndone e => state with { Stage = RequestStage.Investigating, Answers = [], Outcome = null, Basis = null, Fee = 0, FeeClause = null, Effects = [], UndoneWhy = e.Why },
        RequestEvent.FeePaid e => state with { Paid = state.Paid + e.Yen },
        RequestEvent.Replied e => state with { Stage = RequestStage.Replied, RepliedOn = e.On, RepliedBy = e.By, RepliedTo = e.To, DisposeFrom = e.DisposeFrom },
        RequestEvent.Withdrawn e => state with { Stage = RequestStage.Withdrawn, DisposeFrom = e.DisposeFrom, CureUntil = null },
        RequestEvent.PapersDisposed => state with { Disposed = true, Application = state.Application with { Papers = [] } },
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    static RequestState Received(RequestState state, RequestEvent.Received e) => state with
    {
        Stage = RequestStage.Received,
        Policy = Shared.Name(e.Policy),
        PolicyVersion = Shared.Name(e.Version),
        Type = e.Type,
        Customer = e.Customer,
        Application = e.Application,
        Arrived = e.Arrived,
        Day = e.Day,
        Target = e.Target,
    };

    static RequestState Resubmitted(RequestState state, Cure cure) => state with
    {
        Stage = RequestStage.Received,
        CureUntil = null,
        Application = state.Application with
        {
            Form = cure.Form ?? state.Application.Form,
            Stamps = cure.Stamps ?? state.Application.Stamps,
            Channel = cure.Channel ?? state.Application.Channel,
            Papers = [.. state.Application.Papers, .. cure.Papers],
        },
    };

    static RequestState Answered(RequestState state, RequestEvent.Answered e) => state with
    {
        Stage = e.Effects.Count > 0 ? RequestStage.Answering : Final(e.Outcome),
        Answers = e.Answers,
        Outcome = e.Outcome,
        Basis = e.Basis,
        Fee = e.Fee,
        FeeClause = e.FeeClause,
        Effects = e.Effects,
        AnswerNumber = state.AnswerNumber + 1,
        UndoneWhy = null,
    };

    static RequestStage Final(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.InFull => RequestStage.AnsweredInFull,
        RequestOutcome.InPart => RequestStage.AnsweredInPart,
        _ => RequestStage.Refused,
    };
}
