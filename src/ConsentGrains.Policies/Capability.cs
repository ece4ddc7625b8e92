namespace ConsentGrains.Policies;

/// <summary>What of the registry, beside the policy files, carries a rule.</summary>
public enum Capability
{
    ProvisionRecords,
    TransmissionNotices,
    Findings,
}
