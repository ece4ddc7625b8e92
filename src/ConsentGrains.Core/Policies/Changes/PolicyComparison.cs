namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Everything a later version brings: what it changes, which notices it owes, and what it lacks itself.</summary>
/// <param name="Day">From which it is, or would be, in force: the law is cited as of it.</param>
public sealed record PolicyComparison(
    Policy Before, Policy After, DateOnly Day, IReadOnlyList<PolicyDifference> Differences, IReadOnlyList<OwedNotice> Notices, IReadOnlyList<PolicyFinding> Findings)
{
    /// <param name="today">Stands in where the later version has no day yet.</param>
    public static PolicyComparison Of(Policy before, Policy after, DateOnly today)
    {
        var day = after.From ?? today;
        var differences = PolicyDifferences.Of(before, after);
        return new(before, after, day, differences, OwedNotices.Of(before, after, differences, day), PolicyFindings.Of(after, day));
    }
}
