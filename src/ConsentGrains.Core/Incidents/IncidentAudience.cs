using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Incidents;

/// <summary>Whom an event of an incident may concern: the policy's operator, nobody else.</summary>
public static class IncidentAudience
{
    public static IReadOnlyList<string> Of(IncidentState after, DirectoryState directory) =>
        directory.Policies.Family(after.Policy) is { } family ? [Audience.Party(family.Operator)] : [];
}
