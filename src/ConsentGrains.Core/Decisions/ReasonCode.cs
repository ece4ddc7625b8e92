namespace ConsentGrains.Core.Decisions;

/// <summary>Why a question was denied, in the order of evaluation: of several reasons within a gate the first in this order is the primary one.
/// On the wire in kebab-case (`customer-unknown`). Each has a page under docs/errors.</summary>
public enum ReasonCode
{
    // Gate 1, known
    ActUnknown,
    PartyUnknown,
    CustomerUnknown,
    PurposeUnknown,
    ItemUnknown,
    CircumstanceUnknown,
    SupplyPointUnknown,
    SiteUnknown,
    AtInFuture,
    CustomerErased,
    NotEnrolled,

    // Gate 2, one policy
    PurposeNotStated,

    // Gate 3, compulsory or excepted
    ExceptionNotStated,
    ConditionUnmet,

    // Gate 4, stopped
    Stopped,
    Objected,

    // Gate 5, entitled
    PartyNotEntitled,
    NoJointUse,
    NotAParticipant,
    NotNeeded,
    EntrustmentMissing,
    EntrustmentOutOfScope,
    TransferMethodNotAllowed,
    ReentrustmentNotAllowed,
    TransmissionNotStated,
    RecipientNotNamed,
    NoticeIncomplete,

    // Gate 6, items covered
    SecretNeverShared,
    ItemNotCovered,

    // Gates 7 and 10, consent: withdrawn outranks not valid, that expired, that missing
    ConsentWithdrawn,
    ConsentNotValid,
    ConsentExpired,
    SecrecyConsentMissing,
    SecrecyExcluded,

    // Gate 8, form
    StatisticalOnly,

    // Gate 9, contract
    ContractEnded,
    RetentionPassed,
    RetentionNotSet,

    // Gate 10
    ConsentMissing,
    ForeignConsentMissing,
}

/// <summary>The gates, in the order in which they run.</summary>
public enum Gate
{
    Known = 1,
    OnePolicy,
    Excepted,
    Stopped,
    Entitled,
    ItemsCovered,
    Secrecy,
    Form,
    Contract,
    Consent,
}
