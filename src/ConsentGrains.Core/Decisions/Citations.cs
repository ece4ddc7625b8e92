using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions.Gates;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>The clauses and articles behind an answer.</summary>
static class Citations
{
    /// <summary>The purpose or exception; for joint use also the scheme's header; after the contract its clause; for written data LIM3;
    /// for a consent the clauses the policy has for it.</summary>
    public static IReadOnlyList<string> Clauses(ref Case c, Basis basis)
    {
        if (basis == Basis.StatedPurpose && !c.AfterContract && !c.OnWrittenRule && c.Act == Act.Use && !IsCorporate(ref c)) return c.Purpose!.OwnClause;
        if (c.Act == Act.JointUse && !c.AfterContract && !c.OnConsent && !IsCorporate(ref c) && c.Purpose?.Scheme is not null) return c.Purpose.JointClauses;
        var clauses = new List<string>(4);
        if (c.Excepted) Add(clauses, c.Exception?.Clause);
        else Add(clauses, c.PurposeId);
        if (c.Purpose?.Scheme is { } scheme) Add(clauses, scheme.Id);
        if (c.Act == Act.Entrust) Add(clauses, c.Policy!.Current.Entrustment.Clauses);
        if (c.Act == Act.Transmit) Add(clauses, Entitled.Service(ref c, c.Policy!.Current.Transmission)?.Clause);
        if (basis == Basis.Consent || c.OnConsent) Add(clauses, c.Act is Act.Use ? c.Policy!.Current.Consent.Use : c.Policy!.Current.Consent.Provide);
        if (c.OnWrittenRule) Add(clauses, c.Policy!.Current.WrittenCollection?.Clause);
        if (c.AfterContract) Add(clauses, c.Policy!.Current.PostContract.Clauses);
        if (IsCorporate(ref c)) Add(clauses, c.Policy!.Current.CorporateClauses);
        return clauses;
    }

    /// <summary>The clauses of the reasons, and for each reason the clauses of the policy that set the rule it broke.</summary>
    public static IReadOnlyList<string> ClausesOfDeny(ref Case c, IReadOnlyList<Reason> reasons)
    {
        var clauses = new List<string>(4);
        foreach (var reason in reasons)
        {
            Add(clauses, reason.Clause);
            if (c.Policy is not null) Add(clauses, RulesBehind(ref c, reason));
        }

        return clauses;
    }

    static IReadOnlyList<string> RulesBehind(ref Case c, Reason reason) => reason.Code switch
    {
        ReasonCode.StatisticalOnly or ReasonCode.SecretNeverShared => c.Purpose?.OwnClause ?? [],
        ReasonCode.ItemNotCovered when !c.Excepted => c.Purpose?.OwnClause ?? [],
        ReasonCode.NotNeeded => c.Purpose?.Scheme?.NeedClauses ?? [],
        ReasonCode.EntrustmentMissing or ReasonCode.EntrustmentOutOfScope or ReasonCode.ReentrustmentNotAllowed => c.Policy!.Current.Entrustment.Clauses,
        ReasonCode.ConsentMissing or ReasonCode.ConsentWithdrawn or ReasonCode.ConsentExpired or ReasonCode.ConsentNotValid
            when reason.Gate == Gate.Consent => ConsentRules(ref c),
        ReasonCode.ExceptionNotStated => c.Act == Act.Use ? c.Policy!.Current.Consent.Use : c.Policy!.Current.Consent.Provide,
        _ => [],
    };

    static IReadOnlyList<string> ConsentRules(ref Case c) =>
        c.OnWrittenRule && c.Policy!.Current.WrittenCollection is { } written ? [written.Clause]
        : c.Act is Act.Use ? c.Policy!.Current.Consent.Use : c.Policy!.Current.Consent.Provide;

    public static IReadOnlyList<string> Law(ref Case c, Basis basis)
    {
        var topics = c.Act switch
        {
            Act.Use => Policies.Law.Bit(c.Excepted ? LawTopic.PurposeLimitException : LawTopic.PurposeLimit),
            Act.JointUse => Policies.Law.Bit(LawTopic.JointUse),
            Act.Entrust => Policies.Law.Bit(LawTopic.Entrustment) | Policies.Law.Bit(LawTopic.EntrusteeSupervision),
            Act.Provide => Policies.Law.Bit(c.Excepted ? c.Circumstance!.Article ?? LawTopic.ProvisionConsent : LawTopic.ProvisionConsent),
            _ => Policies.Law.Bit(LawTopic.RelatedInformation) | Policies.Law.Bit(LawTopic.ExternalTransmission)
                | (c.Question.Customer is null ? 0 : Policies.Law.Bit(LawTopic.ProvisionConsent)),
        };
        if (c.OnSecrecyConsent) topics |= Policies.Law.Bit(LawTopic.CommunicationsSecrecy);
        if (c.OnForeignConsent) topics |= Policies.Law.Bit(LawTopic.Abroad);
        if (c.Act == Act.Provide && !c.ByLaw) topics |= Policies.Law.Bit(LawTopic.ProvisionRecord);
        return Cite(ref c, topics);
    }

    public static IReadOnlyList<string> LawOfDeny(ref Case c, ReasonCode primary) => TopicOf(ref c, primary) is { } topic
        ? Cite(ref c, Policies.Law.Bit(topic))
        : [];

    /// <summary>Personal information law does not speak of a company's own data (EDGE-32): no APPI article is cited for corporate customers.</summary>
    static IReadOnlyList<string> Cite(ref Case c, long topics)
    {
        var cited = Policies.Law.Cite(topics, c.Day);
        return IsCorporate(ref c) ? [.. cited.Where(l => !l.StartsWith("APPI", StringComparison.Ordinal))] : cited;
    }

    static bool IsCorporate(ref Case c) => c.Enrolment is { Kind: CustomerKind.Corporate };

    static LawTopic? TopicOf(ref Case c, ReasonCode code) => code switch
    {
        ReasonCode.Stopped => LawTopic.StopOfUse,
        ReasonCode.PurposeNotStated or ReasonCode.ItemNotCovered or ReasonCode.StatisticalOnly or ReasonCode.ContractEnded => LawTopic.PurposeLimit,
        ReasonCode.ExceptionNotStated or ReasonCode.ConditionUnmet => c.Act == Act.Use ? LawTopic.PurposeLimitException : LawTopic.ProvisionConsent,
        ReasonCode.NoJointUse or ReasonCode.NotAParticipant => LawTopic.JointUse,
        ReasonCode.NotNeeded => c.Customer.OpenSwitchesAway(c.AsOf) > 0 ? LawTopic.ElectricityMarketing : LawTopic.JointUse,
        ReasonCode.EntrustmentMissing or ReasonCode.EntrustmentOutOfScope or ReasonCode.ReentrustmentNotAllowed
            or ReasonCode.TransferMethodNotAllowed => LawTopic.EntrusteeSupervision,
        ReasonCode.TransmissionNotStated or ReasonCode.RecipientNotNamed or ReasonCode.NoticeIncomplete => LawTopic.ExternalTransmission,
        ReasonCode.SecrecyConsentMissing or ReasonCode.SecrecyExcluded => LawTopic.CommunicationsSecrecy,
        ReasonCode.RetentionPassed or ReasonCode.RetentionNotSet => LawTopic.Erasure,
        ReasonCode.ForeignConsentMissing => LawTopic.Abroad,
        ReasonCode.ConsentMissing or ReasonCode.ConsentWithdrawn or ReasonCode.ConsentExpired or ReasonCode.ConsentNotValid =>
            c.Act is Act.Use or Act.Entrust ? LawTopic.PurposeLimit : LawTopic.ProvisionConsent,
        _ => null,
    };

    static void Add(List<string> clauses, string? clause)
    {
        if (clause is not null && !clauses.Contains(clause)) clauses.Add(clause);
    }

    static void Add(List<string> clauses, IReadOnlyList<string> more)
    {
        foreach (var clause in more) Add(clauses, clause);
    }
}
