using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Directory;

/// <summary>Whom an event of the directory may concern, as tags of its row on disk (docs/events.md).</summary>
public static class DirectoryAudience
{
    /// <summary>Every party.</summary>
    public const string All = "all";

    /// <summary>Tags in ordinal order, each once.</summary>
    /// <param name="after">The directory with the event in it.</param>
    public static IReadOnlyList<string> Of(DirectoryEvent e, DirectoryState after) => e switch
    {
        DirectoryEvent.GroundLapsed x => Sorted(Audience.Party(x.Party)),
        DirectoryEvent.PurposeRegistered x => Sorted("entrusted:" + x.Policy, Audience.Party(x.Operator)),
        DirectoryEvent.EntrustmentRecorded x => Sorted(Audience.Party(x.Entry.Operator), Audience.Party(x.Entry.Recipient)),
        DirectoryEvent.SupervisionRecorded x => after.Entrustments.TryGetValue(x.Id, out var entry) ? Sorted(Audience.Party(entry.Operator)) : [],
        DirectoryEvent.EntrustmentEnded x => Ended(x.Id, after),
        DirectoryEvent.NamedInTerms x => Sorted(Audience.Party(x.Entry.Operator), Audience.Party(x.Entry.Recipient)),
        DirectoryEvent.SiteRecorded x => Sorted(Audience.Party(x.Site.Operator)),
        DirectoryEvent.ServiceDescribed x => after.Sites.TryGetValue(x.Site, out var site) ? Sorted(Audience.Party(site.Operator)) : [],
        DirectoryEvent.DeskSet x => after.Policies.Family(x.Policy) is { } family ? Sorted(Audience.Party(family.Operator)) : [],
        DirectoryEvent.RetentionSet x => Sorted(Audience.Party(x.Operator)),
        DirectoryEvent.PolicyDrafted x => Sorted(Audience.Party(x.Policy.Operator)),
        DirectoryEvent.DraftWithdrawn x => after.Policies.Family(x.Policy) is { } family ? Sorted(Audience.Party(family.Operator)) : [],
        DirectoryEvent.CredentialIssued x => Sorted(Audience.Party(x.Party)),
        DirectoryEvent.CredentialRotated x => Holder(x.Id, after),
        DirectoryEvent.CredentialRevoked x => Holder(x.Id, after),
        _ => [All],
    };

    /// <summary>The entry's parties, and those of every entry that ends with it.</summary>
    static string[] Ended(string id, DirectoryState after) => Sorted([.. Chain(id, after).SelectMany(e => new[] { Audience.Party(e.Operator), Audience.Party(e.Recipient) })]);

    static IEnumerable<Entrustment> Chain(string id, DirectoryState after) => after.Entrustments.TryGetValue(id, out var entry)
        ? after.Entrustments.Values.Where(e => e.Under == id).SelectMany(e => Chain(e.Id, after)).Prepend(entry)
        : [];

    static string[] Holder(string credential, DirectoryState after) =>
        after.Credentials.TryGetValue(credential, out var known) ? Sorted(Audience.Party(known.Party)) : [];

    static string[] Sorted(params string[] tags) => [.. tags.Distinct().Order(StringComparer.Ordinal)];
}
