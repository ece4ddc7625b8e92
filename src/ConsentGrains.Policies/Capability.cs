namespace ConsentGrains.Policies;

/// <summary>What of the registry, beside the policy files, carries a rule.</summary>
public enum Capability
{
    DeskRequests,
    ProvisionRecords,
    Contractors,
    Leaks,
    Retention,
    TransmissionNotices,
    PolicyVersions,
    Findings,
}
