namespace ConsentGrains.Core.Feed;

/// <summary>Why a party is told of the customers of a policy.</summary>
public enum GrantKind
{
    /// <summary>A place in a joint-use scheme (共同利用) whose roster is enough.</summary>
    Scheme,

    /// <summary>A place in a scheme that reaches only customers who move out of the area (NTTW-6-JU).</summary>
    Movers,

    /// <summary>An entry in the register of contractors (委託先).</summary>
    Entrusted,
}

/// <summary>One ground on which a party is told of changes, and its days.</summary>
/// <param name="Name">The scheme's id, or the policy's.</param>
/// <param name="Policy">The policy it is under.</param>
/// <param name="Tag">The tag of the rows it reaches.</param>
/// <param name="From">First day; null = from the beginning.</param>
/// <param name="Until">Last day; null = without an end.</param>
/// <param name="Purposes">Only these purposes; null = all of the scheme.</param>
public sealed record Grant(GrantKind Kind, string Name, string Policy, string Tag, DateOnly? From, DateOnly? Until, IReadOnlyList<string>? Purposes)
{
    public bool InForce(DateOnly day) => !(day < From) && !(day > Until);
}
