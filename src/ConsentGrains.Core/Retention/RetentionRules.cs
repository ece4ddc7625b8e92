using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Retention;

/// <summary>What keeps a customer, from his state and the operator's periods alone. The registry holds no values of items: what a line says is what the
/// operator's own systems may still hold; the registry's own facts go with the last line.</summary>
public static class RetentionRules
{
    /// <summary>A line for each collection of each policy he is enrolled or has a contract under. No line for one who is unknown or erased.</summary>
    public static RetentionPlan PlanOf(CustomerState state, DirectoryState directory)
    {
        if (!state.IsKnown || state.Erased) return RetentionPlan.Nothing;
        List<RetentionLine> lines = [];
        foreach (var policy in state.Enrolments.Select(e => e.Policy).Concat(state.Contracts.Select(c => c.Policy)).Distinct().Order(StringComparer.Ordinal))
        {
            var (since, date) = End(state, policy);
            foreach (var collection in Collections(directory, policy)) lines.Add(LineOf(state, directory, policy, collection, since, date));
        }

        return new(lines);
    }

    /// <summary>Every collection that any version had: data taken under an earlier one are still there.</summary>
    static IEnumerable<string> Collections(DirectoryState directory, string policy) =>
        directory.Policies.Family(policy)?.Versions.SelectMany(v => v.Collections).Select(c => c.Id).Distinct().Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    static RetentionLine LineOf(CustomerState state, DirectoryState directory, string policy, string collection, DateOnly? since, DateOnly? date)
    {
        var holds = state.Holds.Where(h => Keeps(h, collection)).ToArray();
        if (since is not { } from) return new(policy, collection, RetentionReason.ContractInForce, null, null, null, null, holds);
        var period = directory.Retention.Find(policy, collection);
        var until = date ?? (period is null ? null : LastDay(from, period.Months));
        if (until is not { } own) return new(policy, collection, RetentionReason.PeriodMissing, null, null, from, null, holds);
        var reason = date is null ? RetentionReason.Period : RetentionReason.ContractDate;
        var longest = holds.Length == 0 ? own : holds.Max(h => h.Until);
        var line = new RetentionLine(policy, collection, reason, own, date is null ? period!.Source : null, from, date is null ? period!.Months : null, holds);
        return longest > own ? line with { Reason = RetentionReason.Hold, Until = longest } : line;
    }

    /// <summary>From when the policy's periods run, and the latest retention date of its contracts. No day while a contract is in force; without any
    /// contract they run from the enrolment.</summary>
    static (DateOnly? Since, DateOnly? Date) End(CustomerState state, string policy)
    {
        DateOnly? since = null;
        DateOnly? date = null;
        foreach (var contract in state.Contracts)
        {
            if (contract.Policy != policy) continue;
            if (EndOf(contract) is not { } end) return (null, null);
            if (since is null || end > since) since = end;
            if (contract.RetainUntil is { } until && (date is null || until > date)) date = until;
        }

        foreach (var enrolment in state.Enrolments)
            if (since is null && enrolment.Policy == policy) since = enrolment.Since.Day;
        return (since, date);
    }

    static DateOnly? EndOf(in Contract contract) =>
        contract.State is ContractState.Ended or ContractState.Cancelled ? contract.EndedAt.Day
        : contract.Next is ContractState.Ended or ContractState.Cancelled ? contract.NextFrom.Day
        : null;

    static bool Keeps(in Hold hold, string collection) =>
        hold.Items is null || Array.Exists(hold.Items, item => item.StartsWith(collection, StringComparison.Ordinal) && item.Length > collection.Length && item[collection.Length] == '/');

    /// <summary>The day of the end is not counted (民法140条); beyond the calendar it is kept for ever.</summary>
    static DateOnly LastDay(DateOnly from, int months) =>
        from.Year + (months / 12) + 1 >= DateOnly.MaxValue.Year ? DateOnly.MaxValue : from.AddMonths(months);
}
