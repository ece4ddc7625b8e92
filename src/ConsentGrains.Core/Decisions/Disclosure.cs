namespace ConsentGrains.Core.Decisions;

/// <summary>How much of a deny is told to a caller who is neither the customer's operator nor an auditor or administrator:
/// nobody learns that a customer exists, left or withdrew. One reason is given; those that follow from the question and the directory alone
/// are given as they are, all others read `not-needed`, and no revision goes with them.
/// INVARIANT (unknown-as-empty): the decider runs every gate for an unknown customer as for one who said nothing, so that a reason that
/// follows from the question alone is found for both.</summary>
public static class Disclosure
{
    /// <param name="isCustomersOperator">The caller is the operator of the customer asked about.</param>
    public static Answer For(bool isCustomersOperator, bool seesAll, Answer answer)
    {
        if (answer.Permitted || isCustomersOperator || seesAll) return answer;
        var told = Told(answer.Reasons);
        return new Answer
        {
            Permitted = false,
            Clauses = told.Clause is { } clause ? [clause] : [],
            Policy = told.Gate == Gate.Known ? null : answer.Policy,
            Items = answer.Items,
            Reasons = [told],
            AsOf = answer.AsOf,
            DirectoryVersion = answer.DirectoryVersion,
        };
    }

    static Reason Told(IReadOnlyList<Reason> reasons)
    {
        foreach (var reason in reasons)
        {
            if (FollowsFromTheQuestion(reason.Code)) return reason;
            if (AsMissing(reason) is { } missing) return missing;
        }

        return new Reason(Gate.Entitled, ReasonCode.NotNeeded, []);
    }

    /// <summary>Consent withdrawn, expired or not valid reads like consent never given, which an unknown customer lacks too:
    /// a party learns what to ask for and nothing else.</summary>
    static Reason? AsMissing(Reason reason) => reason switch
    {
        { Code: ReasonCode.ForeignConsentMissing } => reason with { Items = [] },
        { Gate: Gate.Secrecy } => new Reason(Gate.Secrecy, ReasonCode.SecrecyConsentMissing, []),
        { Gate: Gate.Consent } => new Reason(Gate.Consent, ReasonCode.ConsentMissing, []),
        _ => null,
    };

    static bool FollowsFromTheQuestion(ReasonCode code) => code is
        ReasonCode.ActUnknown or ReasonCode.PartyUnknown or ReasonCode.PurposeUnknown or ReasonCode.ItemUnknown or ReasonCode.CircumstanceUnknown
        or ReasonCode.SiteUnknown or ReasonCode.AtInFuture or ReasonCode.PurposeNotStated or ReasonCode.ExceptionNotStated
        or ReasonCode.PartyNotEntitled or ReasonCode.NoJointUse or ReasonCode.NotAParticipant
        or ReasonCode.EntrustmentMissing or ReasonCode.EntrustmentOutOfScope or ReasonCode.TransferMethodNotAllowed or ReasonCode.ReentrustmentNotAllowed
        or ReasonCode.TransmissionNotStated or ReasonCode.RecipientNotNamed or ReasonCode.NoticeIncomplete
        or ReasonCode.SecretNeverShared or ReasonCode.ItemNotCovered or ReasonCode.SecrecyExcluded or ReasonCode.StatisticalOnly;
}
