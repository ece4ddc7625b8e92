namespace ConsentGrains.Core;

/// <summary>Why a command was refused, in the order in which rules are checked: of several broken rules the first in this order is the
/// answer. On the wire in kebab-case. Each has a page under docs/errors.</summary>
public enum RefusalCode
{
    // Whom it is about
    CustomerUnknown,
    CustomerErased,

    // What the command itself says
    IdMalformed,
    TextMissing,
    TextTooLong,
    TextMalformed,
    ListEmpty,
    ListTooLong,
    DatesReversed,
    CountryMalformed,
    SupplyPointMalformed,
    ConsentEmpty,
    ObjectionUnknown,

    // What it names
    OperatorUnknown,
    PartyUnknown,
    PolicyUnknown,
    PolicyNotOfOperator,
    VersionUnknown,
    VersionNotInForce,
    PurposeUnknown,
    PurposeNotOfPolicy,
    ItemUnknown,
    ItemNotOfPolicy,
    RoleUnknown,
    ActUnknown,
    ChannelUnknown,
    FeatureUnknown,
    ClauseUnknown,
    CredentialRoleUnknown,

    // What the state allows
    ContractUnknown,
    ContractOfOtherPolicy,
    ContractAlreadyEnded,
    NoSuchStop,
    PartyExists,
    RoleNotHeld,
    PurposeExists,
    EntrustmentExists,
    EntrustmentUnknown,
    EntrustmentAlreadyEnded,
    EntrustmentOfOther,
    EntrustmentWider,
    EntrustmentCircular,
    EntrustmentTooDeep,
    SiteOfOtherOperator,
    VersionExists,
    VersionNotLater,
    CredentialExists,
    CredentialUnknown,
    CredentialRevoked,
    TooManyEntries,
    LegalHold,
}

/// <param name="Field">Which field of the command, in the wire's spelling.</param>
/// <param name="Value">The value that broke the rule, as far as it may be shown: whatever identifies a person is masked.</param>
public sealed record Refusal(RefusalCode Code, string Field, string? Value = null);
