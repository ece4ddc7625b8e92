namespace ConsentGrains.Core.Policies;

/// <summary>How a policy deals with 開示等の請求, as its reviewed data file has it. Where the policy is silent the law alone speaks; nothing is
/// taken over from another policy.</summary>
public sealed record RequestProcedure
{
    /// <summary>Which types the policy names, by clause. The others are taken under the law (APPI 32–35).</summary>
    public IReadOnlyList<ListedTypes> Listed { get; init; } = [];

    public IdentityRule Identity { get; init; } = new();

    public AgentRule Agents { get; init; } = new();

    /// <summary>Every type is in exactly one of them.</summary>
    public required IReadOnlyList<RequestTrack> Tracks { get; init; }

    /// <summary>What becomes of the papers sent in; empty where the policy is silent.</summary>
    public IReadOnlyList<string> DisposalClauses { get; init; } = [];

    /// <summary>To investigate without delay (EMANA-5-PRC3); null where the policy does not say.</summary>
    public string? InvestigationClause { get; init; }

    /// <summary>What letters say of the desk, in their order.</summary>
    public IReadOnlyList<WindowLine> Window { get; init; } = [];

    /// <summary>For a policy that says nothing at all (NTTW's extract): the law alone.</summary>
    public static RequestProcedure OfLaw { get; } = new() { Tracks = [new RequestTrack { Types = Enum.GetValues<RequestType>() }] };

    public RequestTrack Track(RequestType type) => Tracks.First(t => t.Types.Contains(type));
}

/// <summary>What can be asked for, with the article of APPI it rests on.</summary>
public enum RequestType
{
    /// <summary>開示, 33(1).</summary>
    Disclosure,

    /// <summary>利用目的の通知, 32(2).</summary>
    PurposeNotice,

    /// <summary>訂正, 34(1).</summary>
    Correction,

    /// <summary>追加, 34(1).</summary>
    Addition,

    /// <summary>削除, 34(1).</summary>
    Deletion,

    /// <summary>利用停止, 35(1) and (5).</summary>
    StopOfUse,

    /// <summary>消去, 35(1) and (5).</summary>
    Erasure,

    /// <summary>第三者提供の停止, 35(3) and (5).</summary>
    StopOfProvision,

    /// <summary>第三者提供記録の開示, 33(5).</summary>
    ProvisionRecords,
}

public sealed record ListedTypes(string Clause, IReadOnlyList<RequestType> Types);

/// <summary>How requests of some types go.</summary>
public sealed record RequestTrack
{
    public required IReadOnlyList<RequestType> Types { get; init; }

    /// <summary>Null: by any channel.</summary>
    public ChannelRule? Channel { get; init; }

    /// <summary>Null: in any form.</summary>
    public FormRule? Form { get; init; }

    /// <summary>Null: free of charge (APPI 38(2) takes a fee only where one is set).</summary>
    public FeeRule? Fee { get; init; }

    /// <summary>The policy's own grounds of refusal, in the order in which they are evaluated.</summary>
    public IReadOnlyList<RefusalGround> Grounds { get; init; } = [];

    public ReplyRule Reply { get; init; } = new();

    public RefusalGround? Ground(GroundKind kind) => Grounds.FirstOrDefault(g => g.Kind == kind);
}

/// <param name="Clauses">The clause of the channel first, then those of the address.</param>
public sealed record ChannelRule(IReadOnlyList<string> Clauses, IReadOnlyList<RequestChannel> Channels);

public enum RequestChannel
{
    Post,
    Counter,
    Phone,
    Email,
    Web,
}

/// <param name="Name">What the form is called, in Japanese.</param>
public sealed record FormRule(IReadOnlyList<string> Clauses, string Name);

/// <param name="Yen">Tax included.</param>
/// <param name="Clauses">In the order of the text.</param>
/// <param name="KeptClause">The clause by which it is due even when refused.</param>
/// <param name="NotMadeClause">The clause by which there is no request at all without it.</param>
public sealed record FeeRule(FeeUnit Unit, int Yen, IReadOnlyList<string> Clauses, string? KeptClause = null, string? NotMadeClause = null);

public enum FeeUnit
{
    /// <summary>Per application, in postage stamps enclosed with it.</summary>
    ApplicationInStamps,

    /// <summary>Per item disclosed, billed with the answer.</summary>
    Item,
}

/// <summary>To whom and how the answer goes.</summary>
public sealed record ReplyRule
{
    public IReadOnlyList<string> Clauses { get; init; } = [];

    public ReplyTo To { get; init; } = ReplyTo.Principal;

    /// <summary>Null: by the method the principal asks for (APPI 33(1), (2)).</summary>
    public ReplyMethod? By { get; init; }

    /// <summary>The clause that owes reasons for a refusal; null = the law's best effort (APPI 36).</summary>
    public string? ReasonsClause { get; init; }

    /// <summary>The policy promises reasons, it does not only try to give them.</summary>
    public bool ReasonsOwed { get; init; }
}

public enum ReplyTo
{
    /// <summary>The principal at the registered address, or the agent where the authority names him as recipient.</summary>
    Principal,

    /// <summary>ご契約者本人, at the contract's or the billing address, whoever asked (EDGE-23).</summary>
    ContractHolder,

    /// <summary>お客さま, also where an agent asked.</summary>
    Customer,
}

public enum ReplyMethod
{
    /// <summary>簡易書留郵便.</summary>
    RegisteredPost,
    Post,
    Electronic,
    Inspection,
}

/// <param name="Clause">Of the policy.</param>
public sealed record RefusalGround(string Clause, GroundKind Kind);

/// <summary>Why a request is refused. What the sender can cure comes first, then what nobody can.</summary>
public enum GroundKind
{
    PapersDefective,
    IdentityUnconfirmed,
    AgentUnconfirmed,
    ProcedureNotFollowed,

    /// <summary>No such data are held (APPI 33(3)).</summary>
    NotExisting,

    /// <summary>Data exist, but are no 保有個人データ.</summary>
    NotDisclosable,
    Harm,
    Hindrance,
    OtherLaw,

    /// <summary>The company's rights or legitimate interests.</summary>
    CompanyInterest,

    /// <summary>Would encourage illegal or unjust acts (施行令5条二).</summary>
    IllegalActs,

    /// <summary>施行令5条三.</summary>
    NationalSecurity,

    /// <summary>施行令5条四.</summary>
    PublicSafety,

    /// <summary>Work of the state or of local bodies laid down by law.</summary>
    StateDuty,

    /// <summary>The purpose is evident already (APPI 32(2)一).</summary>
    PurposeEvident,

    /// <summary>The content is right, or need not be changed for the purpose (APPI 34(2)).</summary>
    ContentRight,

    /// <summary>None of the grounds of APPI 35 is found.</summary>
    NoGround,

    /// <summary>Handled only as another's contractor: no 保有個人データ (APPI 16(4)).</summary>
    EntrustedData,

    /// <summary>Data of the dead are not personal data (APPI 2(1)).</summary>
    Deceased,
}

/// <summary>One line of what letters say of the desk.</summary>
public sealed record WindowLine(string Clause, WindowPart Part, string Text);

public enum WindowPart
{
    Desk,
    Addressee,
    Address,
    Phone,
    Email,
    Hours,
    Officer,
}
