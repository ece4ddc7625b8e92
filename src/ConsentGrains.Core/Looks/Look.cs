namespace ConsentGrains.Core.Looks;

/// <summary>Somebody looked at a customer or at a supply point on a page: what he was shown, and why he looked. Who and when stand with the event.</summary>
/// <param name="Id">Chosen by the registry.</param>
/// <param name="Subject">The customer (`els/C-000123`) or the 22 digits of the point. On the disk a customer stands as he does in supply points' streams, sealed
/// under his own key: of one who was erased it leads to nobody.</param>
/// <param name="Operator">Whose customer it is; null for a point.</param>
/// <param name="Request">What he named beside the reason: the number of a request, of an incident, of a ticket.</param>
public sealed record Look(string Id, LookSubject Of, string Subject, string? Operator, LookView Shown, LookReason Why, string? Request = null);

public enum LookSubject
{
    Customer,

    SupplyPoint,
}

/// <summary>The part that was shown.</summary>
public enum LookView
{
    /// <summary>How it stands: of a customer, or of a point.</summary>
    State,

    Timeline,

    Receipt,

    Matrix,

    /// <summary>A question was asked, and every gate shown.</summary>
    Question,

    /// <summary>A request of a data subject (開示等の請求).</summary>
    Request,

    /// <summary>The letter that answers one.</summary>
    Letter,

    /// <summary>Records of provisions (第三者提供記録).</summary>
    Provisions,
}

/// <summary>Why somebody looks. Whoever looks says so beforehand.</summary>
public enum LookReason
{
    /// <summary>問合せ対応.</summary>
    Enquiry,

    /// <summary>開示等の請求への対応.</summary>
    Disclosure,

    /// <summary>障害調査.</summary>
    Fault,

    /// <summary>漏えい等への対応.</summary>
    Incident,

    /// <summary>監査.</summary>
    Audit,
}
