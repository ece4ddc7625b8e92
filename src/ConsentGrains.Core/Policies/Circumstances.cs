namespace ConsentGrains.Core.Policies;

/// <summary>A circumstance that may be declared with a question, as the law has it (APPI 27(1), 18(3); EDGE-30).</summary>
/// <param name="NeedsDocument">`documentRef` must name the procedure, warrant, inquiry or statutory basis.</param>
/// <param name="Compels">With a document it overrides a policy that is silent or stricter.</param>
/// <param name="Article">The item of APPI 27(1) it rests on; null = none: it rests on the consent in the contract (27(1) main clause, interpretation).</param>
/// <param name="LawAlone">The law's own exception holds where a policy has no list of exceptions at all (ELS-EL).</param>
public sealed record Circumstance(
    string Id, bool NeedsDocument, bool Compels, LawTopic? Article, Condition Condition, bool ReachesSecrecy, bool LawAlone);

public enum Condition
{
    None,

    /// <summary>`consentDifficult`: 本人の同意を得ることが困難.</summary>
    ConsentDifficult,

    /// <summary>`consentWouldHinder`: 同意を得ることにより事務の遂行に支障.</summary>
    ConsentWouldHinder,
}

/// <summary>The closed list of circumstances.</summary>
public static class Circumstances
{
    public const string Warrant = "warrant";
    public const string LegalProcedure = "legal-procedure";
    public const string StatutoryInquiry = "statutory-inquiry";
    public const string LifeSafety = "life-safety";
    public const string PublicHealth = "public-health";
    public const string PublicBody = "public-body";
    public const string RightsDefence = "rights-defence";
    public const string NetworkRegistry = "network-registry";
    public const string HikariCollabo = "hikari-collabo";
    public const string NamedPartner = "named-partner";
    public const string ContractUser = "contract-user";

    public static IReadOnlyList<Circumstance> All { get; } =
    [
        new(LegalProcedure, true, true, LawTopic.ProvisionByLaw, Condition.None, false, true),
        new(Warrant, true, true, LawTopic.ProvisionByLaw, Condition.None, true, true),
        new(StatutoryInquiry, true, false, LawTopic.ProvisionByLaw, Condition.None, false, true),
        new(LifeSafety, false, false, LawTopic.ProvisionForLife, Condition.ConsentDifficult, false, true),
        new(PublicHealth, false, false, LawTopic.ProvisionForHealth, Condition.ConsentDifficult, false, true),
        new(PublicBody, false, false, LawTopic.ProvisionToPublicBody, Condition.ConsentWouldHinder, false, true),
        new(RightsDefence, true, false, null, Condition.None, false, false),
        new(NetworkRegistry, false, false, null, Condition.None, false, false),
        new(HikariCollabo, false, false, null, Condition.None, false, false),
        new(NamedPartner, false, false, null, Condition.None, false, false),
        new(ContractUser, false, false, null, Condition.None, false, false),
    ];

    public static Circumstance? Find(string id)
    {
        foreach (var circumstance in All)
            if (string.Equals(circumstance.Id, id, StringComparison.Ordinal))
                return circumstance;
        return null;
    }
}
