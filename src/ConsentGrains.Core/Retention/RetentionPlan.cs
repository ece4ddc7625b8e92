namespace ConsentGrains.Core.Retention;

/// <summary>What of a customer is kept, until when, and why: a line per policy and collection. It says nothing of the present day.</summary>
public sealed record RetentionPlan(IReadOnlyList<RetentionLine> Lines)
{
    public static RetentionPlan Nothing { get; } = new([]);

    /// <summary>The first day on which nothing keeps the customer any more; null while something keeps him without an end that is known.</summary>
    public DateOnly? EraseOn
    {
        get
        {
            DateOnly? last = null;
            foreach (var line in Lines)
            {
                if (line.Until is not { } until || until == DateOnly.MaxValue) return null;
                if (last is null || until > last) last = until;
            }

            return last?.AddDays(1);
        }
    }

    public bool IsOver(DateOnly day) => EraseOn <= day;
}

/// <param name="Until">The last day on which it is kept, holds included; null = not known.</param>
/// <param name="Source">Where the period comes from: what the operator gave, or the contract's own retention date; null where there is none.</param>
/// <param name="Since">The day the period runs from; null while it does not run.</param>
/// <param name="Holds">Statutory duties that keep items of the collection, also those that end earlier.</param>
public sealed record RetentionLine(
    string Policy, string Collection, RetentionReason Reason, DateOnly? Until, string? Source, DateOnly? Since, int? Months, IReadOnlyList<Customers.Hold> Holds);

/// <summary>Why it is kept.</summary>
public enum RetentionReason
{
    /// <summary>A contract under the policy is in force, or applied for.</summary>
    ContractInForce,

    /// <summary>The operator set none: a fault of the settings, shown as one. Nothing is erased.</summary>
    PeriodMissing,

    /// <summary>The operator's period.</summary>
    Period,

    /// <summary>The retention date set for a contract, in place of the period (EMANA-13-RET1).</summary>
    ContractDate,

    /// <summary>A statutory duty that outlasts the period (EMANA-13-RET2).</summary>
    Hold,
}
