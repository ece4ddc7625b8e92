using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Policies;
using Shouldly;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>A published policy and a later version of it, given as changes.</summary>
sealed record Amended(Policy Before, Policy After)
{
    public static readonly DateOnly Day = new(2027, 4, 1);

    /// <param name="changes">Keys of a policy file without policy, version and day.</param>
    public static Amended Of(string policy, string changes)
    {
        var file = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == policy);
        var load = PolicyFiles.Amend(file.Text, $"policy: {policy}\nversion: next\nfrom: 2027-04-01\n{changes}", "changes");
        return new(file.Policy, load.ShouldBeOfType<PolicyLoad.Loaded>(string.Join('\n', (load as PolicyLoad.Refused)?.Problems ?? [])).File.Policy);
    }

    public IReadOnlyList<PolicyDifference> Differences => PolicyDifferences.Of(Before, After);

    public IReadOnlyList<OwedNotice> Notices => OwedNotices.Of(Before, After, Differences, Day);

    public PolicyDifference Single => Differences.ShouldHaveSingleItem();

    /// <summary>`purpose ELS-EL-2-PU12 removed narrower`.</summary>
    public IEnumerable<string> Lines => Differences.Select(d => $"{Wire.Name(d.Kind)} {d.Subject} {Wire.Name(d.Change)} {Wire.Name(d.Reach)}");
}
