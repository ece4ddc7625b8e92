using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>Fee, reply, withdrawal and the end of the papers.</summary>
static class ReplyRules
{
    public static IReadOnlyList<RequestEvent> Paid(RequestCommand.PayFee pay, RequestState state, Checked check)
    {
        var track = RequestRules.PolicyOf(state, check.Directory)!.Requests.Track(state.Type);
        var open = track.Fee?.Unit == FeeUnit.Item ? state.Fee - state.Paid : 0;
        check.That(open > 0, RefusalCode.FeeNotDue, "request");
        check.That(open <= 0 || (pay.Yen > 0 && pay.Yen <= open), RefusalCode.FeeWrong, "yen", Checked.Count(open));
        return RequestRules.At(state, check, [new RequestEvent.FeePaid(pay.Yen)], RequestStage.AnsweredInFull, RequestStage.AnsweredInPart, RequestStage.Refused);
    }

    /// <summary>An unpaid fee holds back the answer, never the request.</summary>
    public static IReadOnlyList<RequestEvent> Replied(RequestCommand.Reply reply, RequestState state, Checked check, DateOnly today)
    {
        var policy = RequestRules.PolicyOf(state, check.Directory)!;
        var track = policy.Requests.Track(state.Type);
        var on = reply.On ?? today;
        check.That(on <= today, RefusalCode.DayInFuture, "on", Checked.Day(on));
        check.That(on >= state.Arrived, RefusalCode.DatesReversed, "on", Checked.Day(on));
        check.That(track.Fee?.Unit != FeeUnit.Item || state.Paid >= state.Fee, RefusalCode.FeeUnpaid, "request", Checked.Count(state.Fee - state.Paid));
        check.That(track.Reply.By is not { } by || by == reply.By, RefusalCode.ReplyMethodNotAllowed, "by", track.Reply.By is { } wanted ? Wire.Name(wanted) : null);
        var replied = new RequestEvent.Replied(on, reply.By, ToWhom(state, track), today.AddDays(check.Directory.DeskOf(policy.Id).DisposalDays));
        return RequestRules.At(state, check, [replied], RequestStage.AnsweredInFull, RequestStage.AnsweredInPart, RequestStage.Refused);
    }

    public static IReadOnlyList<RequestEvent> Withdrawn(RequestState state, Checked check, DateOnly today) => RequestRules.At(
        state, check, [new RequestEvent.Withdrawn(today.AddDays(check.Directory.DeskOf(state.Policy).DisposalDays))],
        RequestStage.Received, RequestStage.AwaitingResubmission, RequestStage.Accepted, RequestStage.Investigating);

    public static IReadOnlyList<RequestEvent> Disposed(RequestState state, Checked check, DateOnly today)
    {
        if (state.Disposed) return [];
        check.That(state.DisposeFrom is null || today >= state.DisposeFrom, RefusalCode.TermNotOver, "request", Checked.Day(state.DisposeFrom));
        return RequestRules.At(state, check, [new RequestEvent.PapersDisposed()], RequestStage.Replied, RequestStage.NotMade, RequestStage.Withdrawn);
    }

    /// <summary>To whom the answer goes, by the policy (EDGE-23).</summary>
    public static Addressee ToWhom(RequestState state, RequestTrack track) => track.Reply.To switch
    {
        ReplyTo.ContractHolder => Addressee.ContractHolder,
        ReplyTo.Customer => Addressee.Customer,
        _ => state.Application is { By: not AskedBy.Principal, AnswerToAgent: true } ? Addressee.Agent : Addressee.Principal,
    };
}
