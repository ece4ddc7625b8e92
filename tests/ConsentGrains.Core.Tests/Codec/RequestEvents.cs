using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Every event of a request once bare and once with everything it can carry; request-fixtures/NAME.json pins the bytes of each.</summary>
static class RequestEvents
{
    public const string Number = "r-0123456789abcdef";
    static readonly DateOnly Day = new(2026, 4, 1);

    static readonly Application Whole = new()
    {
        Channel = RequestChannel.Counter,
        Form = FormState.Incomplete,
        Stamps = 370,
        By = AskedBy.DelegatedAgent,
        PrincipalHasNoPaper = true,
        AnswerToAgent = true,
        Papers = [new(PaperKind.SealCertificate, PaperOf.Principal, Day, null, SealOn.Delegation), new(PaperKind.Passport, PaperOf.Agent, null, null, null, false, Day)],
        Items = ["ELS-EL-3/name"],
        Recipients = ["jpnic"],
        Purpose = "ELS-EL-2-PU9",
        MarketingChannel = "phone",
        Recipient = "occto",
        Wish = ReplyMethod.Electronic,
    };

    public static IReadOnlyDictionary<string, (RequestEvent Event, Envelope Envelope)> All { get; } = new Dictionary<string, (RequestEvent, Envelope)>
    {
        ["request.received.v1"] = (new RequestEvent.Received("ELS-EL", "1", RequestType.Disclosure, null, new(), Day, Day, Day), Events.Bare),
        ["request.received.v1-full"] = (new RequestEvent.Received("ELS-EL", "1", RequestType.StopOfUse, Sample.Els, Whole, Day, Day.AddDays(-3), Day.AddDays(14)), Events.Full),
        ["request.not-made.v1"] = (new RequestEvent.NotMade(NotMadeWhy.Company, null, Day), Events.Bare),
        ["request.not-made.v1-full"] = (new RequestEvent.NotMade(NotMadeWhy.StampsMissing, "ELS-TEL-5-NOREQ", Day), Events.Full),
        ["request.examined.v1"] = (new RequestEvent.Examined(new()), Events.Bare),
        ["request.examined.v1-full"] = (new RequestEvent.Examined(new(AddressFinding.NotShown, true, false, SubjectFinding.EntrustedData, "nttw")), Events.Full),
        ["request.resubmission-asked.v1"] = (new RequestEvent.ResubmissionAsked([new(DefectKind.StampsShort, GroundKind.PapersDefective, "ELS-TEL-5-FEE1"), new(DefectKind.PersonDoubted, GroundKind.IdentityUnconfirmed, null)], Day), Events.Bare),
        ["request.resubmitted.v1"] = (new RequestEvent.Resubmitted(new(null, null, null, [])), Events.Bare),
        ["request.resubmitted.v1-full"] = (new RequestEvent.Resubmitted(new(FormState.Complete, 380, RequestChannel.Post, Whole.Papers)), Events.Full),
        ["request.accepted.v1"] = (new RequestEvent.Accepted(), Events.Bare),
        ["request.investigating.v1"] = (new RequestEvent.Investigating(), Events.Full),
        ["request.refused.v1"] = (new RequestEvent.Refused(new(GroundKind.Deceased, null, "APPI 2(1)"), 0, null), Events.Bare),
        ["request.refused.v1-full"] = (new RequestEvent.Refused(new(GroundKind.PapersDefective, "ELS-TEL-5-REF2", "APPI 37(1)"), 380, "ELS-TEL-5-FEE3"), Events.Full),
        ["request.answered.v1"] = (new RequestEvent.Answered([new("", AnswerResult.Granted, [])], RequestOutcome.InFull, null, false, 0, null, []), Events.Bare),
        ["request.answered.v1-full"] = (new RequestEvent.Answered(
            [new("ELS-EL-3/name", AnswerResult.Refused, [GroundKind.Harm, GroundKind.CompanyInterest])], RequestOutcome.Refused, StopBasis.NoLongerNeeded, true, 220, "ENS-5-FEE",
            [new CustomerCommand.OrderStop(new("ELS-EL", "use", "ELS-EL-2-PU9")), new CustomerCommand.Erase()]), Events.Full),
        ["request.carried-out.v1"] = (new RequestEvent.CarriedOut(), Events.Bare),
        ["request.answer-undone.v1"] = (new RequestEvent.AnswerUndone("legal-hold"), Events.Bare),
        ["request.fee-paid.v1"] = (new RequestEvent.FeePaid(220), Events.Bare),
        ["request.replied.v1"] = (new RequestEvent.Replied(Day, ReplyMethod.RegisteredPost, Addressee.ContractHolder, Day), Events.Bare),
        ["request.withdrawn.v1"] = (new RequestEvent.Withdrawn(Day), Events.Bare),
        ["request.papers-disposed.v1"] = (new RequestEvent.PapersDisposed(), Events.Full),
    };
}
