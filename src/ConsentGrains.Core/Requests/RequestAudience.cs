using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Requests;

/// <summary>Whom an event of a request may concern: the policy's operator, nobody else.</summary>
public static class RequestAudience
{
    public static IReadOnlyList<string> Of(RequestState after, DirectoryState directory) =>
        directory.Policies.Family(after.Policy) is { } family ? [Audience.Party(family.Operator)] : [];
}
