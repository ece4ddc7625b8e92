namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Cases of provision without the customer's consent, by circumstance.</summary>
static class ExceptionDifferences
{
    public static IEnumerable<PolicyDifference?> Of(Policy before, Policy after, Quotes quotes) =>
        PolicyDifferences.Pair(before.Exceptions, after.Exceptions, e => e.Circumstance)
            .Select(e => Conditions(new Comparing(DifferenceKind.Exception, e.Key).Word("clause", e.Was?.Clause, e.Is?.Clause, Sense.Neutral), e.Was, e.Is, e.Change)
                .Finish(e.Change, quotes, (e.Is ?? e.Was)!.Clause));

    static Comparing Conditions(Comparing compared, ExceptionRule? was, ExceptionRule? now, Change change)
    {
        // A case that comes or goes moves its own way whatever its conditions.
        if (change != Change.Changed) return compared.Word("circumstance", was?.Circumstance, now?.Circumstance, Sense.Widens);
        return compared.Flag("also-use", was!.AlsoUse, now!.AlsoUse, Sense.Widens)
            .List("recipients", was.Recipients, now.Recipients, Sense.WidensOrAny)
            .List("recipient-roles", was.RecipientRoles, now.RecipientRoles, Sense.WidensOrAny)
            .Word("contract-feature", was.ContractFeature, now.ContractFeature, Sense.WidensOrAny)
            .Flag("recipient-is-contract-user", was.RecipientIsContractUser, now.RecipientIsContractUser, Sense.Narrows)
            .Flag("recipient-in-terms", was.RecipientInTerms, now.RecipientInTerms, Sense.Narrows)
            .List("purposes", was.Purposes, now.Purposes, Sense.WidensOrAny)
            .List("items", was.Items, now.Items, Sense.WidensOrAny)
            .Word("secrecy-clause", was.SecrecyClause, now.SecrecyClause, Sense.Narrows)
            .Word("notice-clause", was.NoticeClause, now.NoticeClause, Sense.Narrows);
    }
}
