namespace ConsentGrains.Core.Policies;

/// <summary>How the person is confirmed.</summary>
public sealed record IdentityRule
{
    public IReadOnlyList<string> Clauses { get; init; } = [];

    public IdentityList List { get; init; } = IdentityList.Review;

    public IReadOnlyList<ListedPaper> Papers { get; init; } = [];

    /// <summary>The addresses on the form, on the paper and in the registry are compared, and must agree.</summary>
    public bool ThreeAddresses { get; init; }

    /// <summary>The clause by which papers may be asked for again.</summary>
    public string? ResubmissionClause { get; init; }
}

public enum IdentityList
{
    /// <summary>The policy lists nothing: a person looks.</summary>
    Review,

    /// <summary>Any official paper in date that names the person counts.</summary>
    Official,

    /// <summary>Only the papers listed count.</summary>
    Closed,
}

/// <param name="Seal">It counts only with this imprint.</param>
/// <param name="PrincipalOnly">An agent can not use it for himself.</param>
/// <param name="ExtinctFrom">From this day no such paper is valid any more; null = it lives.</param>
/// <param name="Mask">What has to be made unreadable on it.</param>
public sealed record ListedPaper(
    string Clause, PaperKind Kind, SealOn? Seal = null, bool PrincipalOnly = false, DateOnly? ExtinctFrom = null, string? Mask = null);

/// <summary>Papers as the desk tells them apart.</summary>
public enum PaperKind
{
    Passport,
    DrivingLicence,

    /// <summary>写真付き住民基本台帳カード.</summary>
    JukiCard,

    /// <summary>外国人登録証明書.</summary>
    AlienRegistration,
    HealthInsurance,
    MutualAidCard,
    NationalPensionHandbook,
    PensionHandbook,

    /// <summary>A public body's certificate with a photograph (療育手帳, 障がい者手帳 …).</summary>
    PhotoCertificate,

    /// <summary>印鑑証明書.</summary>
    SealCertificate,

    /// <summary>The front of マイナンバーカード.</summary>
    MyNumberCard,

    /// <summary>Its back: refused unread and destroyed.</summary>
    MyNumberBack,

    /// <summary>在留カード, 特別永住者証明書.</summary>
    ResidenceCard,

    /// <summary>資格確認書.</summary>
    EligibilityCertificate,
    OtherOfficial,

    /// <summary>戸籍謄本, 戸籍抄本.</summary>
    FamilyRegister,

    /// <summary>家庭裁判所の証明書.</summary>
    CourtCertificate,

    /// <summary>登記事項証明書.</summary>
    RegisteredMatters,
    OtherStatusProof,

    /// <summary>委任状 on the company's form.</summary>
    CompanyDelegation,

    /// <summary>Another proof of delegation.</summary>
    Delegation,
}

/// <summary>Which imprint a seal certificate was compared with, and agreed with.</summary>
public enum SealOn
{
    Application,
    Delegation,
}

/// <summary>Who may ask for a person, and with which papers.</summary>
public sealed record AgentRule
{
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>Empty where the policy lists none: a person looks.</summary>
    public IReadOnlyList<AgentPaper> Papers { get; init; } = [];

    public IEnumerable<AgentPaper> For(AskedBy by) => Papers.Where(p => p.For is null || p.For == by);
}

/// <param name="For">Null: any agent.</param>
/// <param name="Kinds">One of them does.</param>
/// <param name="Identity">The agent's own identity paper, of the policy's list.</param>
/// <param name="Days">Made within so many days before the day of the request, both ends included.</param>
/// <param name="Seal">It counts only with this imprint.</param>
public sealed record AgentPaper(
    string Clause, AskedBy? For, AgentProof Proof, IReadOnlyList<PaperKind> Kinds, bool Identity = false, int? Days = null, SealOn? Seal = null);

public enum AgentProof
{
    /// <summary>法定代理人の資格.</summary>
    Status,

    /// <summary>委任.</summary>
    Delegation,
    SealCertificate,
    Identity,
}

public enum AskedBy
{
    Principal,

    /// <summary>法定代理人 of a minor or of a 成年被後見人 (APPI 37(3), 施行令13条).</summary>
    StatutoryAgent,

    /// <summary>委任による代理人.</summary>
    DelegatedAgent,
}
