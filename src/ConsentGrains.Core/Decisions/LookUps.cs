using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Decisions;

/// <summary>使用量照会: a look-up password is the customer's consent to one retailer, and nothing else replaces it (EDGE-07, EDGE-41).</summary>
static class LookUps
{
    /// <summary>The item is given out only on a password.</summary>
    public static bool Needs(ref Case c, string item) =>
        c.Act == Act.Provide && !c.Excepted && string.Equals(c.Policy!.Current.LookUp?.Item, item, StringComparison.Ordinal);

    /// <param name="after">Given later than this; null = whenever.</param>
    public static ConsentFound Find(ref Case c, string item, Instant? after = null)
    {
        if (c.Point is not { } point) return default;
        ReasonCode? why = null;
        foreach (var password in point.LookUps)
        {
            if (password.Given <= after || !IsFor(ref c, password)) continue;
            var code = Withdrawn(ref c, password, item) ? ReasonCode.ConsentWithdrawn
                : c.Customer.NeedsAgentOn(password.Given.Day) != (password.By == ConsentBy.StatutoryAgent) ? ReasonCode.ConsentNotValid
                : IsOver(ref c, point, password) ? ReasonCode.ConsentExpired
                : (ReasonCode?)null;
            if (code is null) return new ConsentFound(true, null);
            if (why is null || code < why) why = code;
        }

        return new ConsentFound(false, why);
    }

    /// <summary>The first day of which usage may be given: some months back, or the holder's first day if that is later.</summary>
    public static DateOnly From(ref Case c, LookUpRule rule)
    {
        var back = c.Day.AddMonths(-rule.Months);
        return c.Point!.HolderAt(c.AsOf) is { } holding && holding.From.Day > back ? holding.From.Day : back;
    }

    static bool IsFor(ref Case c, in LookUp password) =>
        string.Equals(password.Retailer, c.Counterparty, StringComparison.Ordinal) && password.Customer.Is(c.Question.Customer);

    static bool Withdrawn(ref Case c, in LookUp password, string item)
    {
        foreach (var entry in c.Customer.Consents)
            if (entry.IsWithdrawal && entry.Given >= password.Given && Consents.Matches(ref c, entry, item)) return true;
        return false;
    }

    /// <summary>Past its time, or given by a holding that is over.</summary>
    static bool IsOver(ref Case c, SupplyPointState point, in LookUp password) =>
        password.Until <= c.AsOf || point.HolderAt(c.AsOf) is not { } holding || holding.Customer != password.Customer || holding.From > password.Given;
}
