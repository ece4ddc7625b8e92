using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Incidents;

/// <summary>Customers as an incident names them: `els/~ID.SEALED`, the random id of the customer's own stream and his number sealed under a key that comes from his
/// own. Once he is erased there is only the id, which leads nowhere. Rules count and compare them and never open one.</summary>
public static class NamedCustomers
{
    /// <summary>What is the same however often a customer is named: the part before the seal. What was written in the clear is its own.</summary>
    public static string KeyOf(string stored) =>
        stored.LastIndexOf('.') is > 0 and var dot && CustomerId.Parse(stored[..dot]) is { Referred: not null } ? stored[..dot] : stored;

    /// <summary>Why this can not be named; null where it can.</summary>
    internal static RefusalCode? Wrong(string stored, string? @operator)
    {
        if (CustomerId.Parse(KeyOf(stored)) is not { } id || id.Operator != @operator) return RefusalCode.CustomerOfOtherRetailer;
        if (id.Referred == Guid.Empty) return RefusalCode.CustomerErased;
        // A reference without its seal comes from a sender, who can not know one.
        return id.Referred is not null && KeyOf(stored).Length == stored.Length ? RefusalCode.CustomerOfOtherRetailer : null;
    }
}
