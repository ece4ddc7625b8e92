using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>A later version of a policy: of the same operator, with a name and a day of its own, and with a vocabulary that clashes with no other.</summary>
static class PublicationRules
{
    public static DirectoryEvent Published(DirectoryCommand.PublishPolicy publish, Checked check)
    {
        var policy = publish.Policy;
        check.That(publish.Source.Length <= Limits.PolicySourceLength, RefusalCode.TextTooLong, "source");
        if (check.Policy(policy.Id, policy.Operator) is { } family) Later(policy, family, check);
        return new DirectoryEvent.PolicyPublished(policy, publish.Source, publish.Dated);
    }

    public static void Later(Policy policy, PolicyFamily family, Checked check)
    {
        Fits(policy, family, check);
        check.That(IsLater(policy, family), RefusalCode.VersionNotLater, "from", Checked.Day(family.Versions[^1].From));
    }

    public static bool IsLater(Policy policy, PolicyFamily family) => policy.From is { } from && !(from <= family.Versions[^1].From);

    /// <summary>All but its day.</summary>
    public static void Fits(Policy policy, PolicyFamily family, Checked check)
    {
        check.That(family.Version(policy.Version) is null, RefusalCode.VersionExists, "version", policy.Version);
        var items = policy.Collections.SelectMany(c => c.Items).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in items)
            check.That(check.Directory.Policies.Item(id) is not { } item || item.Family == family, RefusalCode.ItemNotOfPolicy, "collections", id);
        items.UnionWith(family.Items.Select(i => i.Id));
        check.That(items.Count <= Limits.ItemsPerPolicy, RefusalCode.ListTooLong, "collections");
        foreach (var id in ItemsNamed(policy))
            check.That(items.Contains(id), RefusalCode.ItemUnknown, "items", id);
        foreach (var id in PurposesNamed(policy))
            check.That(IsFree(id, family, check.Directory), RefusalCode.PurposeExists, "purposes", id);
    }

    static bool IsFree(string id, PolicyFamily family, DirectoryState directory) =>
        directory.Policies.Purpose(id) is { } known ? known.Family == family : !directory.Purposes.ContainsKey(id);

    static IEnumerable<string> PurposesNamed(Policy policy) => Purposes(policy).SelectMany(p => p.Aliases.Prepend(p.Id));

    static IEnumerable<string> ItemsNamed(Policy policy) => Purposes(policy).SelectMany(p => p.Items ?? [])
        .Concat(policy.Schemes.SelectMany(s => s.Items.Concat(s.ExcludedAsSecrecy)))
        .Concat(policy.Exceptions.SelectMany(e => e.Items ?? []));

    static IEnumerable<Purpose> Purposes(Policy policy) => policy.Purposes.Concat(policy.Schemes.SelectMany(s => s.Purposes));
}
