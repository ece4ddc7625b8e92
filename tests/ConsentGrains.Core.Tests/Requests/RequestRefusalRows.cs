using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;
using static ConsentGrains.Core.Tests.Requests.Requesting;

namespace ConsentGrains.Core.Tests.Requests;

/// <summary>A row per refusal of a command to a request, in the order of the codes.</summary>
static class RequestRefusalRows
{
    static readonly RequestCommand.Receive Telecom = new("ELS-TEL", RequestType.Disclosure, Sample.Els, new()
    {
        Form = FormState.Complete,
        Stamps = 380,
        Items = ["ELS-TEL-1.1/name"],
        Papers = [new(PaperKind.DrivingLicence)],
    });

    static readonly RequestCommand.Receive Electric = new("ELS-EL", RequestType.Disclosure, Sample.Els, new() { Items = ["ELS-EL-3/name"] });

    static readonly RequestCommand.Receive Ens = new("ENS", RequestType.Disclosure, null, new() { Form = FormState.Complete, Items = ["ENS-1/name"], Papers = [new(PaperKind.DrivingLicence)] });

    public static readonly RequestState Received = After(RequestState.Unknown, Electric);

    public static readonly RequestState Investigating = Investigate(Electric);

    static readonly RequestState Stop = Investigate(new("ELS-EL", RequestType.StopOfUse, Sample.Els, new() { Purpose = "ELS-EL-2-PU3" }));

    static readonly RequestState Marketing = Investigate(new("ELS-EL", RequestType.StopOfUse, Sample.Els, new() { Purpose = "ELS-EL-2-PU9" }));

    static readonly RequestState Nameless = Investigate(new("ELS-EL", RequestType.StopOfUse, null, new() { Purpose = "ELS-EL-2-PU9" }));

    static readonly RequestState Emana = After(
        RequestState.Unknown, new RequestCommand.Receive("EMANA", RequestType.Disclosure, null, new() { Form = FormState.Complete, Items = ["EMANA-1/name"], Papers = [new(PaperKind.Passport)] }),
        new RequestCommand.Examine(new()), new RequestCommand.Investigate());

    static readonly RequestState Sent = After(RequestState.Unknown, Telecom, new RequestCommand.Examine(new(AddressFinding.Differ)));

    static readonly RequestState Billed = After(
        RequestState.Unknown, Ens, new RequestCommand.Examine(new(AddressFinding.Agree)), new RequestCommand.Investigate(), Answer("ENS-1/name", AnswerResult.Granted));

    static readonly RequestState TelecomAnswered = After(
        RequestState.Unknown, Telecom, new RequestCommand.Examine(new(AddressFinding.Agree)), new RequestCommand.Investigate(), Answer("ELS-TEL-1.1/name", AnswerResult.Granted));

    static readonly RequestState Kept = After(
        RequestState.Unknown, new RequestCommand.Receive("ELS-TEL", RequestType.Disclosure, null, new() { Items = ["ELS-TEL-1.1/name"] })) with
    { DisposeFrom = Sample.Today.AddDays(1) };

    public static readonly (RefusalCode Code, string Field, RequestState State, RequestCommand Command)[] All =
    [
        (RefusalCode.RequestUnknown, "request", RequestState.Unknown, new RequestCommand.Investigate()),
        (RefusalCode.RequestExists, "request", Received, Electric),
        (RefusalCode.ListEmpty, "items", RequestState.Unknown, Electric with { Application = new() }),
        (RefusalCode.ListTooLong, "papers", RequestState.Unknown, Electric with { Application = Electric.Application with { Papers = [.. Enumerable.Repeat(new Paper(PaperKind.Passport), 33)] } }),
        (RefusalCode.DatesReversed, "on", TelecomAnswered, new RequestCommand.Reply(ReplyMethod.RegisteredPost, Sample.Today.AddDays(-1))),
        (RefusalCode.DayInFuture, "arrived", RequestState.Unknown, Electric with { Application = Electric.Application with { Arrived = Sample.Today.AddDays(1) } }),
        (RefusalCode.FeeWrong, "yen", Billed, new RequestCommand.PayFee(221)),
        (RefusalCode.PartyUnknown, "recipient", RequestState.Unknown, Electric with { Application = Electric.Application with { Recipient = "nobody" } }),
        (RefusalCode.PolicyUnknown, "policy", RequestState.Unknown, Electric with { Policy = "X" }),
        (RefusalCode.PolicyNotOfOperator, "policy", RequestState.Unknown, Electric with { Customer = Sample.Emana }),
        (RefusalCode.PurposeUnknown, "purpose", RequestState.Unknown, Electric with { Application = Electric.Application with { Purpose = "X" } }),
        (RefusalCode.ItemUnknown, "items", RequestState.Unknown, Electric with { Application = new() { Items = ["X/y"] } }),
        (RefusalCode.ItemNotOfPolicy, "items", RequestState.Unknown, Electric with { Application = new() { Items = ["ENS-1/name"] } }),
        (RefusalCode.ChannelUnknown, "marketingChannel", RequestState.Unknown, Electric with { Application = Electric.Application with { MarketingChannel = "pigeon" } }),
        (RefusalCode.RequestNotAtStage, "request", Received, new RequestCommand.Investigate()),
        (RefusalCode.FindingMissing, "addresses", After(RequestState.Unknown, Telecom), new RequestCommand.Examine(new())),
        (RefusalCode.TermNotOver, "request", Sent, new RequestCommand.Lapse()),
        (RefusalCode.TermNotOver, "request", Kept, new RequestCommand.DisposeOfPapers()),
        (RefusalCode.AnswerNotAsked, "answers", Investigating, new RequestCommand.Answer([new("ELS-EL-3/name", AnswerResult.Granted, []), new("ELS-EL-3/phone", AnswerResult.Granted, [])])),
        (RefusalCode.AnswerTwice, "answers", Investigating, new RequestCommand.Answer([new("ELS-EL-3/name", AnswerResult.Granted, []), new("ELS-EL-3/name", AnswerResult.NotExisting, [])])),
        (RefusalCode.AnswerMissing, "answers", Investigating, new RequestCommand.Answer([])),
        (RefusalCode.GroundNotNeeded, "answers", Investigating, Answer("ELS-EL-3/name", AnswerResult.Granted, GroundKind.Harm)),
        (RefusalCode.GroundMissing, "answers", Investigating, Answer("ELS-EL-3/name", AnswerResult.Refused)),
        (RefusalCode.GroundNotAvailable, "answers", Investigating, Answer("ELS-EL-3/name", AnswerResult.Refused, GroundKind.CompanyInterest)),
        (RefusalCode.GroundNotAlone, "answers", Emana, Answer("EMANA-1/name", AnswerResult.Refused, GroundKind.CompanyInterest) with { Reviewed = true }),
        (RefusalCode.ReviewMissing, "reviewed", Emana, Answer("EMANA-1/name", AnswerResult.Refused, GroundKind.Harm, GroundKind.StateDuty)),
        (RefusalCode.MeasureNotPossible, "answers", Investigating, Answer("ELS-EL-3/name", AnswerResult.MeasureInstead)),
        (RefusalCode.StopMustBeGranted, "answers", Marketing, Answer("", AnswerResult.Refused, GroundKind.NoGround)),
        (RefusalCode.BasisMissing, "basis", Stop, Answer("", AnswerResult.Granted)),
        (RefusalCode.CorrectionNotAllowed, "corrections", Investigating, Answer("ELS-EL-3/name", AnswerResult.Granted) with { Corrections = [new CustomerCommand.Relocate("K1", true)] }),
        (RefusalCode.CustomerNotIdentified, "customer", Nameless, Answer("", AnswerResult.Granted)),
        (RefusalCode.FeeNotDue, "request", TelecomAnswered, new RequestCommand.PayFee(380)),
        (RefusalCode.FeeUnpaid, "request", Billed, new RequestCommand.Reply(ReplyMethod.Post)),
        (RefusalCode.ReplyMethodNotAllowed, "by", TelecomAnswered, new RequestCommand.Reply(ReplyMethod.Electronic)),
    ];

    public static RequestState Investigate(RequestCommand.Receive receive) =>
        After(RequestState.Unknown, receive, new RequestCommand.Examine(new()), new RequestCommand.Investigate());

    public static RequestCommand.Answer Answer(string subject, AnswerResult result, params GroundKind[] grounds) => new([new(subject, result, grounds)]);
}
