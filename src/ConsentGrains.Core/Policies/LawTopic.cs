namespace ConsentGrains.Core.Policies;

/// <summary>What a decision can rest on in law; <see cref="Law"/> gives the article as it stood on a day.</summary>
public enum LawTopic
{
    PurposeLimit,
    PurposeLimitException,
    ProvisionConsent,
    ProvisionByLaw,
    ProvisionForLife,
    ProvisionForHealth,
    ProvisionToPublicBody,
    Entrustment,
    EntrusteeSupervision,
    JointUse,
    Abroad,
    ProvisionRecord,
    RelatedInformation,
    StopOfUse,
    CommunicationsSecrecy,
    ExternalTransmission,
    ElectricityMarketing,
    PurposeChange,
    Erasure,
    PurposeNotice,
    PurposeShown,
    PurposeChangeNotice,
    JointUseChange,
    PublicItems,
}
