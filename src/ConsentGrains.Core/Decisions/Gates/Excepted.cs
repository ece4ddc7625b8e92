using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 3: a declared circumstance must be one the policy states (or the law compels), and its conditions must be met.</summary>
static class Excepted
{
    public static void Check(ref Case c)
    {
        if (c.Circumstance is not { } circumstance || c.Act is not (Act.Provide or Act.Use)) return;
        var rule = c.Policy!.Exception(circumstance.Id);
        var compels = circumstance.Compels && HasDocument(ref c);
        if (rule is not null && c.Act == Act.Use && !rule.AlsoUse && !circumstance.Compels) rule = null;

        if (rule is null && !compels && !LawAlone(ref c, circumstance))
        {
            c.Fail(ReasonCode.ExceptionNotStated, subject: circumstance.Id);
            return;
        }

        if (rule is not null && !Met(ref c, circumstance, rule))
        {
            c.Fail(ReasonCode.ConditionUnmet, rule.Clause, circumstance.Id);
            return;
        }

        c.Excepted = true;
        c.Exception = rule;
    }

    /// <summary>Under a policy without any list of exceptions (ELS-EL) the law's own exception holds, with its own condition.</summary>
    static bool LawAlone(ref Case c, Circumstance circumstance) =>
        c.Act == Act.Provide && circumstance.LawAlone && c.Policy!.Current.Exceptions.Count == 0
        && ConditionsOfLaw(ref c, circumstance)
        && (circumstance.Id != Circumstances.PublicBody || HasRole(ref c, ["public-body", "public-body-contractor"]));

    static bool Met(ref Case c, Circumstance circumstance, ExceptionRule rule) =>
        ConditionsOfLaw(ref c, circumstance)
        && (rule.Recipients.Count == 0 || (c.Counterparty is { } to && rule.Recipients.Contains(to)))
        && (rule.RecipientRoles.Count == 0 || HasRole(ref c, rule.RecipientRoles))
        && (rule.ContractFeature is not { } feature || HasLiveContract(ref c, feature))
        && (!rule.RecipientIsContractUser || IsContractUser(ref c))
        && (!rule.RecipientInTerms || IsInTerms(ref c))
        && (rule.Purposes.Count == 0 || (c.PurposeId is { } purpose && rule.Purposes.Contains(purpose)));

    static bool ConditionsOfLaw(ref Case c, Circumstance circumstance) =>
        (!circumstance.NeedsDocument || HasDocument(ref c))
        && circumstance.Condition switch
        {
            Condition.ConsentDifficult => c.Question.ConsentDifficult,
            Condition.ConsentWouldHinder => c.Question.ConsentWouldHinder,
            _ => true,
        };

    static bool HasDocument(ref Case c) => !string.IsNullOrWhiteSpace(c.Question.DocumentRef);

    static bool HasRole(ref Case c, IReadOnlyList<string> roles)
    {
        if (c.Counterparty is not { } party || !c.Directory.Roles.TryGetValue(party, out var entries)) return false;
        foreach (var entry in entries)
            if (entry.InForce(c.Day) && roles.Contains(entry.Role)) return true;
        return false;
    }

    static bool HasLiveContract(ref Case c, string feature)
    {
        foreach (var contract in c.Customer.Contracts)
            if (contract.IsLive(c.AsOf) && contract.Policy == c.Family!.Id && contract.Has(feature)) return true;
        return false;
    }

    static bool IsContractUser(ref Case c)
    {
        foreach (var contract in c.Customer.Contracts)
            if (contract.IsLive(c.AsOf) && contract.Policy == c.Family!.Id && contract.User is { } user && user == c.Counterparty) return true;
        return false;
    }

    static bool IsInTerms(ref Case c) =>
        c.Counterparty is { } party && c.Directory.Terms.Contains(new Directory.TermsEntry(c.Family!.Operator, c.Family.Id, party));
}
