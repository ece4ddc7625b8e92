namespace ConsentGrains.Core.Policies;

/// <summary>One version of one published policy (個人情報保護方針), as loaded from its reviewed data file.
/// Everything a decision needs of the policy is here; ids are those of the catalogue (`ELS-EL-2-PU3`).</summary>
public sealed record Policy
{
    /// <summary>`ELS-TEL`, `ELS-EL`, `EMANA`, `ENS`, `NTTW`.</summary>
    public required string Id { get; init; }

    /// <summary>The version's name, unique within the policy; the date the policy itself gives, or `1` where it gives none.</summary>
    public required string Version { get; init; }

    /// <summary>In force from 00:00 of this day in Japan; null = ever since.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The operator's party id (`els`).</summary>
    public required string Operator { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<Collection> Collections { get; init; }

    public required IReadOnlyList<Purpose> Purposes { get; init; }

    public IReadOnlyList<JointUseScheme> Schemes { get; init; } = [];

    public IReadOnlyList<ExceptionRule> Exceptions { get; init; } = [];

    public required PostContractRule PostContract { get; init; }

    /// <summary>Leaks: the policy's own duties, and who receives the law's reports; null where the file says nothing.</summary>
    public IncidentRule? Incidents { get; init; }

    /// <summary>What the policy says of how long it keeps; no policy gives a period.</summary>
    public RetentionRule Retention { get; init; } = new([]);

    public required EntrustmentRule Entrustment { get; init; }

    public TransmissionRule Transmission { get; init; } = new();

    /// <summary>Clauses a consent is cited under, by act; empty where only the law speaks (ELS-EL, NTTW).</summary>
    public ConsentClauses Consent { get; init; } = new([], []);

    /// <summary>Items taken directly in writing serve only the purposes agreed to at that moment (ENS-3-LIM3); null where the policy has no such rule.</summary>
    public WrittenCollectionRule? WrittenCollection { get; init; }

    /// <summary>Data given to a retailer only on a look-up password (ELS-EL: usage); null where the policy has no such data.</summary>
    public LookUpRule? LookUp { get; init; }

    /// <summary>Ids of purposes that this version adds or widens in reasonable relation to the old ones (APPI 17(2), 21(3)):
    /// they reach earlier customers from publication.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Clauses by which corporate customers get the same treatment (ELS-TEL-0-SCP1); empty where silent (EDGE-32).</summary>
    public IReadOnlyList<string> CorporateClauses { get; init; } = [];

    /// <summary>開示等の請求.</summary>
    public RequestProcedure Requests { get; init; } = RequestProcedure.OfLaw;

    /// <summary>Every clause its file quotes, in the order of the file's sections.</summary>
    public IReadOnlyList<PolicyClause> Clauses { get; init; } = [];

    /// <summary>What the published text itself lacks or gets wrong, as its reviewers found; never corrected silently.</summary>
    public IReadOnlyList<PolicyFinding> Findings { get; init; } = [];

    /// <summary>The text of the file it was read from, so that a later version can be given as changes to it; null where it was made in memory.</summary>
    public string? Source { get; init; }

    /// <summary>`ELS-EL@1`.</summary>
    public string Name => $"{Id}@{Version}";
}

/// <summary>One context of collection; it decides which purposes exist for its items.</summary>
/// <param name="EntrustedIn">Data handled as another operator's contractor (ELS-TEL-E, NTTW-4): a separate tenant (EDGE-36).</param>
public sealed record Collection(string Id, string? Clause, IReadOnlyList<Item> Items, bool EntrustedIn = false);

/// <summary>A data item. Its id is `COLLECTION/leaf`.</summary>
/// <param name="Clause">The rule of the catalogue the leaf belongs to.</param>
/// <param name="MaskInJointUse">Joint use carries `mask-identifiers`: without call details (EDGE-01, EDGE-03).</param>
public sealed record Item(string Id, string Clause, string Japanese, ItemTag Tag = ItemTag.None, bool MaskInJointUse = false);

public enum ItemTag
{
    None,

    /// <summary>通信の秘密 (電気通信事業法4条).</summary>
    Secrecy,

    /// <summary>A credential: never shared in recoverable form (EDGE-10).</summary>
    Secret,
}

/// <summary>A purpose of use (利用目的) the policy states, or a purpose of a joint-use scheme, or of external transmission.</summary>
public sealed record Purpose
{
    public required string Id { get; init; }

    /// <summary>Other ids that mean the same purpose (EMANA-2-PU2a is part of EMANA-2-PU2).</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The clause in Japanese, verbatim.</summary>
    public required string Quote { get; init; }

    /// <summary>Collections for which the purpose is stated.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>Item ids the rule lists; null = every item of the collections.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Starred: the output must be statistics that identify nobody (EDGE-28). The clause that says so, or null.</summary>
    public string? StatisticsOnly { get; init; }

    /// <summary>Sells or advertises: barred by marketing stops, shown to the desk as marketing.</summary>
    public bool Marketing { get; init; }

    /// <summary>Barred while a switch away from the customer's retailer is open (取戻し営業).</summary>
    public bool WinBack { get; init; }

    /// <summary>`use` and `entrust` for it need no secrecy consent: running the communication itself.</summary>
    public bool SecrecyExempt { get; init; }

    /// <summary>Under a policy that is silent on the time after the contract: the purpose itself outlives it (interpretation).</summary>
    public bool OutlivesContract { get; init; }

    /// <summary>May be the purpose of `transmit`.</summary>
    public bool Transmission { get; init; }

    /// <summary>`secret` items may be used for it (ELS-EL-2-PU1, -PU2).</summary>
    public bool SecretUse { get; init; }

    /// <summary>A scheme's purpose: the §2 purposes it serves, whose stop covers it too (interpretation).</summary>
    public IReadOnlyList<string> Serves { get; init; } = [];

    /// <summary>Of a scheme whose need is judged by the supply point: who needs it in a case (interpretation). Nobody else does.</summary>
    public PointNeeds NeededBy { get; init; }

    /// <summary>The incoming retailer submits what it has and receives yes or no, never the data (廃止取次).</summary>
    public bool CompareOnly { get; init; }
}

/// <summary>The parties of the concrete case of a supply point (EDGE-06).</summary>
[Flags]
public enum PointNeeds
{
    None = 0,

    /// <summary>The retailer that supplies the point.</summary>
    CurrentRetailer = 1,

    /// <summary>It, but only while a switch away from it is open.</summary>
    CurrentRetailerWhileOpen = 2,

    /// <summary>The retailer the customer has applied to, while the application is open.</summary>
    IncomingRetailer = 4,

    /// <summary>The transmission operator of the point's area.</summary>
    AreaOperator = 8,

    /// <summary>電力広域的運営推進機関, while an application is open.</summary>
    Occto = 16,
}

/// <summary>A joint-use scheme (共同利用, APPI 27(5)(iii)).</summary>
public sealed record JointUseScheme
{
    /// <summary>The clause of the scheme's header, cited with every permit.</summary>
    public required string Id { get; init; }

    public required string Quote { get; init; }

    public required IReadOnlyList<Purpose> Purposes { get; init; }

    /// <summary>Item ids of the scheme.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Items the scheme leaves out only because they are 通信の秘密 (NTTW-6-JU-I1): asked for, they are `secrecy-excluded`.</summary>
    public IReadOnlyList<string> ExcludedAsSecrecy { get; init; } = [];

    /// <summary>Participants named by the notice.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    /// <summary>Dated rosters whose members take part (`retailer`, `enex-group`, `enex-partner`).</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    public JointUseNeed Need { get; init; }

    /// <summary>Clauses cited when need is lacking (ELS-EL-5-LIM1 …).</summary>
    public IReadOnlyList<string> NeedClauses { get; init; } = [];

    /// <summary>Who is responsible (管理責任者), by item: the first rule that lists the item; an empty list of items means every item.</summary>
    public required IReadOnlyList<ResponsibleRule> Responsible { get; init; }
}

public enum JointUseNeed
{
    /// <summary>Being on the roster is enough, within the purposes and items the roster's entry names.</summary>
    Roster,

    /// <summary>Only the parties of the concrete supply point's case (joint use ①).</summary>
    SupplyPoint,

    /// <summary>Only customers recorded as moving out of the operator's area (NTTW-6-JU).</summary>
    Movers,
}

/// <param name="Party">A party id; null = found from the supply point by <paramref name="Kind"/>.</param>
public sealed record ResponsibleRule(string Clause, IReadOnlyList<string> Items, string? Party, ResponsibleKind Kind = ResponsibleKind.Named);

public enum ResponsibleKind
{
    Named,

    /// <summary>The retailer holding the contract that day, or the area's transmission operator where there is none.</summary>
    HoldingRetailer,

    /// <summary>The transmission operator of the point's area.</summary>
    AreaOperator,
}

/// <summary>A case in which the policy allows provision (or use) without the customer's consent, or names a further condition.</summary>
public sealed record ExceptionRule
{
    /// <summary>One of <see cref="Circumstances"/>.</summary>
    public required string Circumstance { get; init; }

    public required string Clause { get; init; }

    public required string Quote { get; init; }

    /// <summary>False where the row carries only `provide`; EMANA-2-LIM3 opens [2]–[6] for `use` too.</summary>
    public bool AlsoUse { get; init; }

    /// <summary>Recipients the row names; empty = any.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Dated roles of which the recipient must have one; empty = none asked.</summary>
    public IReadOnlyList<string> RecipientRoles { get; init; } = [];

    /// <summary>A live contract of the customer must carry this feature (`hikari-collabo`, `network-registration`).</summary>
    public string? ContractFeature { get; init; }

    /// <summary>The recipient must be the `user` of a live contract (ENS-4-EX5).</summary>
    public bool RecipientIsContractUser { get; init; }

    /// <summary>The recipient must be named in the operator's terms of use (ELS-TEL-3-EX8).</summary>
    public bool RecipientInTerms { get; init; }

    /// <summary>Purposes the row names; empty = any or none.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Item ids the row names; null = any.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Clause by which secrecy items are excluded from this row (EMANA-3-EX6a); null = the law alone (EDGE-02).</summary>
    public string? SecrecyClause { get; init; }

    /// <summary>Clause of a notice owed to the customer until it is recorded (ELS-TEL-3-EX6b).</summary>
    public string? NoticeClause { get; init; }
}

/// <summary>What becomes of the purposes when every contract under the policy has ended.</summary>
/// <param name="Clauses">Cited with a permit after the contract (ELS-TEL-1-POST1), or with a refusal (EMANA-13-RET1).</param>
public sealed record PostContractRule(PostContract Mode, IReadOnlyList<string> Clauses);

/// <param name="Clauses">EMANA-13-RET1 and the like; empty where the policy is silent and APPI 22 alone speaks.</param>
public sealed record RetentionRule(IReadOnlyList<string> Clauses);

public enum PostContract
{
    /// <summary>ELS-TEL-1-POST1, NTTW-1-POST1.</summary>
    GoesOn,

    /// <summary>EMANA: until the retention date set for the customer.</summary>
    UntilRetentionDate,

    /// <summary>ELS-EL, ENS: only purposes that themselves outlive a contract.</summary>
    Silent,
}

/// <summary>Entrustment (委託, APPI 27(5)(i)).</summary>
public sealed record EntrustmentRule
{
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>Work the policy names; entries of the register may name these clause ids.</summary>
    public IReadOnlyList<EntrustableWork> Work { get; init; } = [];

    /// <summary>Closed list of transfer methods (EMANA-6-ENT3); empty = any.</summary>
    public IReadOnlyList<string> TransferMethods { get; init; } = [];

    public string? TransferClause { get; init; }

    /// <summary>The clause by which a customer's objection takes him out (EMANA-6-ENT2); null where the policy gives none.</summary>
    public string? ObjectionClause { get; init; }
}

/// <param name="Collections">Collections whose items the work covers; empty = any.</param>
public sealed record EntrustableWork(string Clause, string Japanese, IReadOnlyList<string> Collections);

/// <summary>External transmission (外部送信, 電気通信事業法27条の12).</summary>
public sealed record TransmissionRule
{
    /// <summary>Services the notice names: party id and clause. Empty = the policy names none.</summary>
    public IReadOnlyList<TransmissionService> Services { get; init; } = [];

    public IReadOnlyList<string> Clauses { get; init; } = [];
}

/// <param name="Quote">What the policy says of it, verbatim: the address of the service's own policy.</param>
public sealed record TransmissionService(string Party, string Clause, string Quote = "");

public sealed record ConsentClauses(IReadOnlyList<string> Use, IReadOnlyList<string> Provide);

/// <param name="Items">Items the rule is about; others follow the published purposes.</param>
public sealed record WrittenCollectionRule(string Clause, IReadOnlyList<string> Items);

/// <summary>The usage look-up (使用量照会): provided only to a party with <paramref name="Role"/> on the list that day, only for
/// <paramref name="Purpose"/>, and only on a password recorded for that party (EDGE-07, EDGE-41).</summary>
/// <param name="Months">How far back the data may reach.</param>
public sealed record LookUpRule(string Item, string Purpose, string Role, int Months);
