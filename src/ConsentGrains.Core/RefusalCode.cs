namespace ConsentGrains.Core;

/// <summary>Why a command was refused, in the order in which rules are checked. On the wire in kebab-case. Each has a page under docs/errors.</summary>
public enum RefusalCode
{
    // What the command itself says
    IdMalformed,
    TextMissing,
    TooManyItems,
    DatesReversed,
    CountryMalformed,

    // What it names
    PartyUnknown,
    OperatorUnknown,
    PolicyUnknown,
    PolicyNotOfOperator,
    VersionUnknown,
    VersionNotInForce,
    PurposeUnknown,
    ItemUnknown,
    ItemNotOfPolicy,
    RoleUnknown,
    ActUnknown,
    ChannelUnknown,
    FeatureUnknown,
    ClauseUnknown,
    ObjectionUnknown,

    // What the state allows
    CustomerUnknown,
    CustomerErased,
    ContractUnknown,
    ContractOfOtherPolicy,
    ConsentEmpty,
    SnapshotMissing,
    NoSuchStop,
    PartyExists,
    PurposeExists,
    EntrustmentExists,
    EntrustmentUnknown,
    EntrustmentWider,
    EntrustmentCircular,
    RoleNotHeld,
    SiteOfOtherOperator,
    VersionExists,
    VersionNotLater,
    CredentialExists,
    CredentialUnknown,
    CredentialRevoked,
    CredentialRoleUnknown,
    LegalHold,
}

/// <param name="Field">Which field of the command, in the wire's spelling.</param>
/// <param name="Value">The value that broke the rule, as far as it may be shown.</param>
public sealed record Refusal(RefusalCode Code, string Field, string? Value = null);
