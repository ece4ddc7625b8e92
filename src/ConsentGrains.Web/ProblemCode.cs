namespace ConsentGrains.Web;

/// <summary>Why a request was not carried out, as far as HTTP itself goes. On the wire in kebab-case; each has a page under docs/errors.
/// A rule of the field that says no to a command travels under its own <see cref="Core.RefusalCode"/>.</summary>
public enum ProblemCode
{
    // The request as a whole
    RequestMalformed,
    HeaderInvalid,
    QueryInvalid,
    PathUnknown,
    MethodNotAllowed,
    NotAcceptable,
    ContentTypeUnsupported,
    BodyTooLarge,

    // Its body
    JsonMalformed,
    JsonTooDeep,
    JsonDuplicateKey,
    FieldsInvalid,
    TooManyItems,
    TooManyEvaluations,
    CommandUnknown,

    // Who sends it
    KeyMissing,
    KeyUnknown,
    KeyRevoked,
    KeyExpired,
    RoleMissing,
    PartyMismatch,
    CustomerOfOtherOperator,
    NotYours,
    OriginNotRegistered,
    TooManyRequests,
    TooManyStreams,

    // What it meets
    NotFound,
    RevisionConflict,
    IdempotencyKeyReused,
    OffsetConflict,
    ImportBusy,
    ImportDone,
    TooManyImports,
    TooManySubscriptions,
    SubscriptionStopped,
    SubscriptionEnded,
    Unavailable,
    DecisionNotLogged,
    OutcomeUnknown,
    InternalError,
}
