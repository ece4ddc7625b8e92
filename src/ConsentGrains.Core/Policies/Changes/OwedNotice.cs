namespace ConsentGrains.Core.Policies.Changes;

/// <summary>What a later version owes to those it is about.</summary>
public enum NoticeKind
{
    /// <summary>The customer's consent, before data already held are used so (APPI 17(2), 18(1)).</summary>
    Consent,

    /// <summary>Notice or publication of a purpose changed in reasonable relation to the old one (APPI 21(3)).</summary>
    PurposeChange,

    /// <summary>The purposes shown beforehand where data come directly in writing, otherwise notified or published (APPI 21(1), (2)).</summary>
    PurposeShown,

    /// <summary>The customer's individual, specific and clear consent: 通信の秘密 (電気通信事業法 4).</summary>
    SecrecyConsent,

    /// <summary>The customer's consent to provision (APPI 27(1)).</summary>
    ProvisionConsent,

    /// <summary>A whole new notice of joint use, beforehand (APPI 27(5)(iii)); for data held so far, consent: 27(6) does not reach items and participants.</summary>
    JointUseNotice,

    /// <summary>Notice, or within easy reach, beforehand: purposes of joint use, or who is responsible (APPI 27(6)).</summary>
    JointUseChange,

    /// <summary>Without delay: name, address or representative of the party responsible (APPI 27(6)).</summary>
    JointUseParticulars,

    /// <summary>Content, recipient and purpose of each transmission, before it is made (電気通信事業法 27条の12).</summary>
    TransmissionNotice,

    /// <summary>Procedures and fees of requests where the principal can know them (APPI 32(1)).</summary>
    RequestItems,

    /// <summary>The policy's own promise to publish what it changes.</summary>
    Revision,
}

public enum NoticeTime
{
    /// <summary>Before the version comes into force, or before the data are used so.</summary>
    Before,

    /// <summary>With the publication.</summary>
    AtPublication,

    WithoutDelay,
}

/// <param name="Subjects">Purposes, items, schemes or clauses it is owed for.</param>
/// <param name="Law">Articles as they stand on the version's day.</param>
/// <param name="Clauses">The policy's own clauses it rests on.</param>
public sealed record OwedNotice(NoticeKind Kind, NoticeTime When, IReadOnlyList<string> Subjects, IReadOnlyList<string> Law, IReadOnlyList<string> Clauses);
