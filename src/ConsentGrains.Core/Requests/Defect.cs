using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>Something the sender can cure.</summary>
/// <param name="Clause">What asks for it; null where the law alone does.</param>
/// <param name="Ground">On which it is refused where it is not cured.</param>
public sealed record Defect(DefectKind Kind, GroundKind Ground, string? Clause);

public enum DefectKind
{
    ChannelWrong,
    FormMissing,
    FormOther,
    FormIncomplete,

    /// <summary>Some, but too few: a defect, not "no request".</summary>
    StampsShort,
    PaperMissing,

    /// <summary>A paper came, but none that the policy's list has.</summary>
    PaperNotListed,
    PaperOutOfDate,
    PaperExtinct,
    SealDiffers,
    StatusMissing,

    /// <summary>Made more than the days allowed before the day of the request, after it, or undated.</summary>
    StatusTooOld,
    DelegationMissing,
    SealCertificateMissing,
    AgentPaperMissing,
    AgentPaperNotListed,
    AuthorityNotShown,
    AddressesDiffer,
    AddressNotShown,
    PersonDoubted,
}
