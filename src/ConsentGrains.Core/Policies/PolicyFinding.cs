namespace ConsentGrains.Core.Policies;

/// <summary>What a version itself lacks or gets wrong. Shown, never corrected silently (EDGE-34, EDGE-43, EDGE-45).</summary>
public enum FindingKind
{
    // What only a reader of the whole text can see; a policy file names these.
    SignatureDiffers,
    ParticularsMissing,
    CitationRenumbered,
    CitationWrong,
    NumberingBroken,
    NameOutdated,
    NoticeIncomplete,
    ClaimDoubtful,

    // What the rules themselves show.
    ItemWithoutPurpose,

    /// <summary>Joint use lists 通信の秘密 without leaving it out (EDGE-01).</summary>
    JointUseOfSecrecy,

    /// <summary>Purposes of transmission, but no service named (EDGE-45).</summary>
    TransmissionUnnamed,

    /// <summary>No clause on revision (ABS-REV).</summary>
    RevisionUnstated,

    /// <summary>No clause on leaks (ABS-BREACH).</summary>
    IncidentUnstated,

    /// <summary>No clause on how long data are kept (ABS-RET).</summary>
    RetentionUnstated,

    /// <summary>An amendment comes into force while the version is; its content is not settled.</summary>
    LawChanges,
}

/// <param name="Subjects">Clauses, items or schemes it is about.</param>
/// <param name="Law">The rule of law it touches.</param>
public sealed record PolicyFinding(FindingKind Kind, IReadOnlyList<string> Subjects, string Japanese, string English, LawTopic? Law = null);
