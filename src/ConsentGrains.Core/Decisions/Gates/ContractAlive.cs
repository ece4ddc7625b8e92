using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 9: what becomes of the purposes when every contract under the policy has ended (EDGE-15). No contract at all is not an end.</summary>
static class ContractAlive
{
    public static void Check(ref Case c)
    {
        if ((c.Excepted && c.Circumstance!.Id != Circumstances.NamedPartner) || !HasEnded(ref c, out var ended, out var retain)) return;
        c.AfterContract = true;
        var rule = c.Policy!.Current.PostContract;
        var clause = rule.Clauses.Count > 0 ? rule.Clauses[0] : null;
        switch (rule.Mode)
        {
            case PostContract.GoesOn:
                return;
            case PostContract.UntilRetentionDate when retain is { } last:
                if (last < c.Day) c.Fail(ReasonCode.RetentionPassed, clause, last.ToString("O", null));
                return;
            case PostContract.UntilRetentionDate:
                if (!ConsentedAfter(ref c, ended)) c.Fail(ReasonCode.RetentionNotSet, clause);
                return;
            default:
                if (c.Purpose is not { Source.OutlivesContract: true } && !ConsentedAfter(ref c, ended)) c.Fail(ReasonCode.ContractEnded);
                return;
        }
    }

    /// <param name="ended">When the last contract ended.</param>
    /// <param name="retain">The latest retention date set.</param>
    static bool HasEnded(ref Case c, out Instant ended, out DateOnly? retain)
    {
        ended = default;
        retain = null;
        var any = false;
        foreach (var contract in c.Customer.Contracts)
        {
            if (contract.Policy != c.Family!.Id) continue;
            if (!contract.IsEnded(c.AsOf)) return false;
            any = true;
            if (contract.EndAt(c.AsOf) > ended) ended = contract.EndAt(c.AsOf);
            if (contract.RetainUntil is { } date && (retain is null || date > retain)) retain = date;
        }

        return any;
    }

    /// <summary>A consent given after the contract that names the purpose (for `provide`: the recipient) passes, for every item asked for.</summary>
    static bool ConsentedAfter(ref Case c, Instant ended)
    {
        var need = new ConsentNeed(Purpose: c.Act != Act.Provide, Recipient: c.Act == Act.Provide, After: ended);
        foreach (var id in c.Question.Items)
            if (!(LookUps.Needs(ref c, id) ? LookUps.Find(ref c, id, ended) : Consents.Find(ref c, id, need)).Held) return false;
        c.OnConsent = true;
        return true;
    }
}
