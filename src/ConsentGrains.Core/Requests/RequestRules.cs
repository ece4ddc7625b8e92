using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What a command to a request comes to, and what its events make of it. Pure and total. The procedure is the policy's own, as data;
/// what follows at the customer is finished by <see cref="RequestSaga"/>.</summary>
public static class RequestRules
{
    /// <param name="state">The request as it stands; <see cref="RequestState.Unknown"/> for one never heard of.</param>
    /// <param name="now">The moment at which it will be recorded, as near as is known: only its day in Japan counts.</param>
    public static Decided<RequestEvent> Decide(RequestState state, RequestCommand command, DirectoryState directory, Instant now)
    {
        var check = new Checked(directory);
        check.That(state.IsKnown || command is RequestCommand.Receive, RefusalCode.RequestUnknown, "request");
        check.That(!state.IsKnown || command is not RequestCommand.Receive, RefusalCode.RequestExists, "request");
        if (check.Broken is { } unknown) return unknown;
        var happened = Happened(state, command, check, now.Day);
        return check.Broken is { } refusal ? refusal : new Decided<RequestEvent>(happened, null);
    }

    public static RequestState Evolve(RequestState state, RequestEvent happened, Instant recorded) =>
        RequestEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened);

    /// <summary>The version of the policy whose procedure binds the request.</summary>
    public static Policy? PolicyOf(RequestState state, DirectoryState directory) => directory.Policies.Family(state.Policy)?.Version(state.PolicyVersion);

    /// <summary>To whom the answer goes, whoever asked.</summary>
    public static Addressee ToWhom(RequestState state, Policy policy) => state.RepliedTo ?? ReplyRules.ToWhom(state, policy.Requests.Track(state.Type));

    /// <summary>What is wrong with the papers as they lie there, before anybody has looked at the person.</summary>
    public static IReadOnlyList<Defect> FormalDefects(RequestState state, Policy policy) => Defects.Of(state, new Findings(), policy.Requests);

    static IReadOnlyList<RequestEvent> Happened(RequestState state, RequestCommand command, Checked check, DateOnly today) => command switch
    {
        RequestCommand.Receive c => ReceiptRules.Received(c, check, today),
        RequestCommand.Resubmit c => ReceiptRules.Resubmitted(c, state, check, today),
        RequestCommand.Examine c => ExaminationRules.Examined(c, state, check, today),
        RequestCommand.Lapse => ExaminationRules.Lapsed(state, check, today),
        RequestCommand.Investigate => At(state, check, [new RequestEvent.Investigating()], RequestStage.Accepted),
        RequestCommand.Answer c => AnswerRules.Answered(c, state, check),
        RequestCommand.PayFee c => ReplyRules.Paid(c, state, check),
        RequestCommand.Reply c => ReplyRules.Replied(c, state, check, today),
        RequestCommand.Withdraw => ReplyRules.Withdrawn(state, check, today),
        RequestCommand.DisposeOfPapers => ReplyRules.Disposed(state, check, today),
        // A step that comes a second time comes to nothing.
        RequestCommand.CarryOut => state.Stage == RequestStage.Answering ? [new RequestEvent.CarriedOut()] : [],
        RequestCommand.UndoAnswer c => state.Stage == RequestStage.Answering ? [new RequestEvent.AnswerUndone(c.Why)] : [],
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    /// <summary>Refuses what the stage does not allow.</summary>
    internal static IReadOnlyList<RequestEvent> At(RequestState state, Checked check, IReadOnlyList<RequestEvent> happened, params ReadOnlySpan<RequestStage> allowed) =>
        check.That(allowed.Contains(state.Stage), RefusalCode.RequestNotAtStage, "request", Wire.Name(state.Stage)) ? happened : [];
}
