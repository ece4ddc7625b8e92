using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;

namespace ConsentGrains.Web;

/// <summary>Turns the four channels of errors (refused, conflict, fault, bug) and whatever is wrong with a request into problems.</summary>
static class Problems
{
    const int RetrySeconds = 1;
    const int StatusOfRefusals = 422;

    public static Problem Of(ProblemCode code, string detail) => new(Wire.Name(code), Status(code), Title(code), detail) { DetailJapanese = JapaneseDetails.Of(code) };

    public static Problem Of(ProblemCode code, string detail, IReadOnlyList<FieldFault> errors) => Of(code, detail) with { Errors = errors };

    /// <summary>Faults of single fields; the first decides under which code they travel.</summary>
    public static Problem Of(IReadOnlyList<FieldFault> faults) =>
        Of(CodeOf(faults[0]), $"{faults[0].Path}: {faults[0].Message}", faults) with { DetailJapanese = JapaneseDetails.Of(faults[0]) };

    /// <summary>What the reader of commands could not use.</summary>
    public static Problem Of(IReadOnlyList<FieldProblem> problems)
    {
        var faults = problems.Take(Limits.FaultsReported).Select(p => new FieldFault(Pointer(p.Path), p.Code, p.Message, p.Ja)).ToList();
        var problem = problems[0].Code == Wire.Name(FieldProblemCode.CommandUnknown) ? Of(ProblemCode.CommandUnknown, problems[0].Message) : Of(faults);
        return problem with { Detail = problems[0].Message, DetailJapanese = problems[0].Ja };
    }

    /// <summary>Null for a command that was accepted.</summary>
    public static Problem? Of(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => null,
        Outcome.Refused refused => Refused(refused.Refusal),
        Outcome.Conflict conflict => Conflict(conflict),
        Outcome.KeyReused => Of(ProblemCode.IdempotencyKeyReused, "This Idempotency-Key was sent with another body before: send a new key for a new command."),
        Outcome.Unavailable { MayHaveHappened: true } => OutcomeUnknown(),
        _ => Unavailable(),
    };

    public static Problem Unavailable() =>
        Of(ProblemCode.Unavailable, "The registry can not answer now; nothing was changed. Ask again.") with { RetryAfterSeconds = RetrySeconds };

    public static Problem NotReady(Unreadiness why) => Unavailable() with
    {
        Reason = Wire.Name(why),
        Detail = why switch
        {
            Unreadiness.Stopping => "The process is being stopped.",
            Unreadiness.JournalNotHeld => "This process may not answer from the journal: the database has not heard of it for longer than a lease, or another process took it over.",
            _ => "This silo has not joined the cluster yet.",
        },
        DetailJapanese = why switch
        {
            Unreadiness.Stopping => "停止処理中です。",
            Unreadiness.JournalNotHeld => "ジャーナルの所有権を確認できません。データベースに接続できないか、別のプロセスが引き継ぎました。",
            _ => "このサイロはまだクラスターに参加していません。",
        },
    };

    /// <summary>What must be on record before it is answered could not be recorded.</summary>
    public static Problem NotLogged() =>
        Of(ProblemCode.DecisionNotLogged, "This decision has to be on record before it is answered, and could not be recorded: there is no decision. Ask again.")
            with
        { RetryAfterSeconds = RetrySeconds };

    static Problem OutcomeUnknown() =>
        Of(ProblemCode.OutcomeUnknown, "Whether the command was carried out is not known. Send it again with the same Idempotency-Key: it is never carried out twice.")
            with
        { RetryAfterSeconds = RetrySeconds };

    static Problem Conflict(Outcome.Conflict conflict) =>
        Of(ProblemCode.RevisionConflict, $"If-Match names revision {conflict.Expected}, the revision is {conflict.Actual}: read again, decide again, send again.")
            with
        { Revision = conflict.Actual };

    /// <summary>A rule of the field says no: the rule's own code, in both languages.</summary>
    static Problem Refused(Refusal refusal)
    {
        var code = Wire.Name(refusal.Code);
        var (japanese, english) = Refusals.Message(refusal);
        return new Problem(code, StatusOfRefusals, "A rule of the registry says no", english)
        {
            DetailJapanese = japanese,
            Errors = [new FieldFault("/" + refusal.Field, code, english, japanese)],
        };
    }

    /// <summary>`items[2]` as a JSON pointer: `/items/2`.</summary>
    static string Pointer(string path) => path.Length == 0 ? "" : "/" + path.Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');

    static ProblemCode CodeOf(FieldFault fault) => fault.Code switch
    {
        FaultCode.DuplicateKey => ProblemCode.JsonDuplicateKey,
        FaultCode.TooMany => ProblemCode.TooManyItems,
        _ => ProblemCode.FieldsInvalid,
    };

    static int Status(ProblemCode code) => code switch
    {
        ProblemCode.KeyMissing or ProblemCode.KeyUnknown or ProblemCode.KeyRevoked or ProblemCode.KeyExpired => 401,
        ProblemCode.RoleMissing or ProblemCode.PartyMismatch or ProblemCode.CustomerOfOtherOperator or ProblemCode.NotYours or ProblemCode.OriginNotRegistered => 403,
        ProblemCode.PathUnknown or ProblemCode.NotFound => 404,
        ProblemCode.MethodNotAllowed => 405,
        ProblemCode.NotAcceptable => 406,
        ProblemCode.OffsetConflict or ProblemCode.ImportBusy or ProblemCode.ImportDone or ProblemCode.TooManyImports or ProblemCode.TooManySubscriptions or ProblemCode.SubscriptionStopped => 409,
        ProblemCode.SubscriptionEnded => 410,
        ProblemCode.RevisionConflict => 412,
        ProblemCode.BodyTooLarge => 413,
        ProblemCode.ContentTypeUnsupported => 415,
        ProblemCode.IdempotencyKeyReused => 422,
        ProblemCode.TooManyRequests or ProblemCode.TooManyStreams => 429,
        ProblemCode.InternalError => 500,
        ProblemCode.Unavailable or ProblemCode.DecisionNotLogged or ProblemCode.OutcomeUnknown => 503,
        _ => 400,
    };

    static string Title(ProblemCode code) => code switch
    {
        ProblemCode.RequestMalformed => "The request is not HTTP as it should be",
        ProblemCode.HeaderInvalid => "A header has a value that can not be used",
        ProblemCode.QueryInvalid => "A query parameter has a value that can not be used",
        ProblemCode.PathUnknown => "Nothing is served under this path",
        ProblemCode.MethodNotAllowed => "This path does not take this method",
        ProblemCode.NotAcceptable => "Answers are application/json only",
        ProblemCode.ContentTypeUnsupported => "Bodies are application/json only",
        ProblemCode.BodyTooLarge => "The body is too large",
        ProblemCode.JsonMalformed => "The body is not JSON",
        ProblemCode.JsonTooDeep => "The body is nested too deeply",
        ProblemCode.JsonDuplicateKey => "A JSON object names a key twice",
        ProblemCode.FieldsInvalid => "Some fields can not be used",
        ProblemCode.TooManyItems => "Too many items",
        ProblemCode.TooManyEvaluations => "Too many evaluations",
        ProblemCode.CommandUnknown => "There is no such command",
        ProblemCode.KeyMissing => "A key is needed",
        ProblemCode.KeyUnknown => "The key is not known",
        ProblemCode.KeyRevoked => "The key was revoked",
        ProblemCode.KeyExpired => "The key has expired",
        ProblemCode.RoleMissing => "The key lacks the role",
        ProblemCode.PartyMismatch => "A key asks only as its own party",
        ProblemCode.CustomerOfOtherOperator => "The customer is another operator's",
        ProblemCode.NotYours => "This belongs to another party",
        ProblemCode.OriginNotRegistered => "The page is of no registered origin",
        ProblemCode.TooManyRequests => "Too many requests",
        ProblemCode.TooManyStreams => "Too many streams",
        ProblemCode.NotFound => "There is no such thing",
        ProblemCode.RevisionConflict => "It has changed in between",
        ProblemCode.IdempotencyKeyReused => "The Idempotency-Key was used for another command",
        ProblemCode.OffsetConflict => "The import is at another offset",
        ProblemCode.ImportBusy => "Lines are being added by another request",
        ProblemCode.ImportDone => "The import is done",
        ProblemCode.TooManyImports => "Too many imports",
        ProblemCode.TooManySubscriptions => "Too many subscriptions",
        ProblemCode.SubscriptionStopped => "The subscription is stopped",
        ProblemCode.SubscriptionEnded => "The subscription has ended",
        ProblemCode.Unavailable => "Not now",
        ProblemCode.DecisionNotLogged => "The decision could not be recorded",
        ProblemCode.OutcomeUnknown => "It is not known whether the command was carried out",
        ProblemCode.InternalError => "A bug",
        _ => Wire.Name(code),
    };
}
