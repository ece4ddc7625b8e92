using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>The article under which APPI knows a ground for a type of request; a ground of disclosure does not carry a refusal to correct or to
/// stop (EDGE-49). Source: facts of the law as of 2026-11-21.</summary>
public static class GroundLaw
{
    /// <summary>Null: the law does not know it, so it carries no refusal alone.</summary>
    public static string? Of(RequestType type, GroundKind kind) => kind switch
    {
        GroundKind.PapersDefective or GroundKind.IdentityUnconfirmed or GroundKind.ProcedureNotFollowed => "APPI 37(1)",
        GroundKind.AgentUnconfirmed => "APPI 37(3)",
        GroundKind.NotDisclosable or GroundKind.EntrustedData => "APPI 16(4)",
        GroundKind.Deceased => "APPI 2(1)",
        // Where the order takes data out of 保有個人データ the type does not matter; the letter then says neither that they exist nor that they do not.
        GroundKind.IllegalActs => "APPI 16(4), 施行令 5(ii)",
        GroundKind.NationalSecurity => "APPI 16(4), 施行令 5(iii)",
        GroundKind.PublicSafety => "APPI 16(4), 施行令 5(iv)",
        _ => type switch
        {
            RequestType.Disclosure or RequestType.ProvisionRecords => Disclosure(kind),
            RequestType.PurposeNotice => Notice(kind),
            RequestType.Correction or RequestType.Addition or RequestType.Deletion => Correction(kind),
            _ => Stop(type, kind),
        },
    };

    /// <summary>The letter confirms nothing and denies nothing.</summary>
    public static bool IsSilent(GroundKind kind) =>
        kind is GroundKind.IllegalActs or GroundKind.NationalSecurity or GroundKind.PublicSafety or GroundKind.IdentityUnconfirmed or GroundKind.AgentUnconfirmed or GroundKind.PapersDefective;

    static string? Disclosure(GroundKind kind) => kind switch
    {
        GroundKind.NotExisting => "APPI 33(3)",
        GroundKind.Harm => "APPI 33(2)(i)",
        GroundKind.Hindrance => "APPI 33(2)(ii)",
        GroundKind.OtherLaw => "APPI 33(2)(iii)",
        _ => null,
    };

    static string? Notice(GroundKind kind) => kind switch
    {
        GroundKind.PurposeEvident => "APPI 32(2)(i)",
        GroundKind.Harm => "APPI 32(2)(ii), 21(4)(i)",
        GroundKind.CompanyInterest => "APPI 32(2)(ii), 21(4)(ii)",
        GroundKind.StateDuty => "APPI 32(2)(ii), 21(4)(iii)",
        GroundKind.NotExisting => "APPI 32(3)",
        _ => null,
    };

    static string? Correction(GroundKind kind) => kind switch
    {
        GroundKind.ContentRight => "APPI 34(2)",
        GroundKind.NotExisting => "APPI 34(3)",
        GroundKind.OtherLaw => "APPI 34(2)",
        _ => null,
    };

    static string? Stop(RequestType type, GroundKind kind) => kind switch
    {
        GroundKind.NoGround => type == RequestType.StopOfProvision ? "APPI 35(4), 35(6)" : "APPI 35(2), 35(6)",
        GroundKind.NotExisting => "APPI 35(7)",
        _ => null,
    };
}
