namespace ConsentGrains.Core;

/// <summary>Closed lists of words of the wire that are no enums, because state keeps them as they are sent.</summary>
public static class Words
{
    /// <summary>Rosters a party can be on (登録小売電気事業者, エネクスグループ, 提携先, 公的機関, その委託先).</summary>
    public static IReadOnlyList<string> Roles { get; } = ["retailer", "enex-group", "enex-partner", "public-body", "public-body-contractor"];

    /// <summary>Channels of marketing.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["phone", "direct-mail", "email", "visit", "web"];

    /// <summary>Features of a contract that exceptions depend on (光コラボ, a network registration).</summary>
    public static IReadOnlyList<string> Features { get; } = ["hikari-collabo", "network-registration"];

    /// <summary>What a credential may do.</summary>
    public static IReadOnlyList<string> CredentialRoles { get; } = ["decide", "register", "desk", "subscribe", "audit", "admin", "metrics"];

    /// <summary>Why a current retailer says no to a switch (廃止取次 NG): the key that does not agree, or what stands against it.</summary>
    public static IReadOnlyList<string> SwitchRefusals { get; } =
        ["contract-number-mismatch", "name-mismatch", "address-mismatch", "contract-not-found", "contract-ended", "holder-deceased"];

    /// <summary>How data are handed over to a contractor (EMANA-6-ENT3's four).</summary>
    public static IReadOnlyList<string> TransferMethods { get; } = ["paper", "transmission", "media", "server-access"];

    /// <summary>How a contractor is looked at; `customer-request` is a customer's (EMANA-6-ENT4).</summary>
    public static IReadOnlyList<string> Supervisions { get; } = ["audit", "report", "interview", "questionnaire", "customer-request"];

    /// <summary>What came of it.</summary>
    public static IReadOnlyList<string> SupervisionResults { get; } = ["in-order", "to-improve", "instructed", "no-just-reason"];

    /// <summary>For how many days a look-up password can be asked for.</summary>
    public static IReadOnlyList<int> LookUpDays { get; } = [1, 7, 31];

    /// <summary>電力広域的運営推進機関, which runs the スイッチング支援システム.</summary>
    public const string Occto = "occto";

    /// <summary>What a customer can object to (EMANA-6-ENT2).</summary>
    public const string Entrustment = "entrustment";
}
