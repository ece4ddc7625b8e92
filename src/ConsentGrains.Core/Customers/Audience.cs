using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Customers;

/// <summary>Whom an event may concern, as tags of its row on disk (docs/events.md). They narrow what a subscriber reads; whether it may see an
/// event is decided when it reads it.
/// <list type="bullet">
/// <item>`party:ID`: the customer's operator, always; a recipient the event names, or every recipient a consent ever named where the event is an erasure
/// or a stop that names none.</item>
/// <item>`scheme:ID`: a joint-use scheme of a policy the event concerns; only the one whose purpose it names, where it names one.</item>
/// <item>`entrusted:POLICY`: contractors with an entry under a policy the event concerns. Who they are is asked of the register at reading:
/// rows stay small, and a contractor that comes later finds what it needs.</item>
/// </list></summary>
public static class Audience
{
    /// <summary>Tags in ordinal order, each once.</summary>
    /// <param name="before">The state the event met: whom an erased customer concerned is known only from it.</param>
    public static IReadOnlyList<string> Of(CustomerState before, CustomerState after, CustomerEvent e, CustomerId id, DirectoryState directory)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal) { Party(id.Operator) };
        var concern = Concern.Of(e, before, after);
        if (concern.Recipient is { } recipient) tags.Add(Party(recipient));
        else if (e is CustomerEvent.Erased or CustomerEvent.StopOrdered or CustomerEvent.StopLifted)
            foreach (var given in before.Consents)
                if (given is { IsWithdrawal: false, Recipient: { } named }) tags.Add(Party(named));
        var scheme = concern.Purpose is { } purpose ? directory.Policies.Purpose(purpose)?.Scheme : null;
        foreach (var policy in concern.Policies(directory))
        {
            tags.Add("entrusted:" + policy.Id);
            foreach (var name in scheme is null ? policy.Schemes : [scheme]) tags.Add("scheme:" + name);
        }

        return [.. tags];
    }

    /// <summary>`party:ID`.</summary>
    public static string Party(string id) => "party:" + id;
}
