using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>Drafts: what could be published may be put down; what was put down may be published from a day that is not over, under the day its file
/// gives or, where it gives none, the one given with the publication.</summary>
static class DraftRules
{
    public static DirectoryEvent Drafted(DirectoryCommand.DraftPolicy draft, Checked check)
    {
        var policy = draft.Policy;
        check.That(draft.Source.Length <= Limits.PolicySourceLength, RefusalCode.TextTooLong, "source");
        if (check.Policy(policy.Id, policy.Operator) is { } family)
        {
            PublicationRules.Fits(policy, family, check);
            check.That(policy.From is null || PublicationRules.IsLater(policy, family), RefusalCode.VersionNotLater, "from", Checked.Day(family.Versions[^1].From));
            var others = check.Directory.DraftsOf(policy.Id).Count(d => d.Policy.Version != policy.Version);
            check.That(others < Limits.DraftsPerPolicy, RefusalCode.TooManyEntries, "policy", Checked.Count(Limits.DraftsPerPolicy));
        }

        return new DirectoryEvent.PolicyDrafted(policy, draft.Source);
    }

    public static DirectoryEvent Withdrawn(DirectoryCommand.WithdrawDraft withdraw, Checked check)
    {
        Find(withdraw.Policy, withdraw.Version, check);
        return new DirectoryEvent.DraftWithdrawn(withdraw.Policy, withdraw.Version);
    }

    /// <returns>Null where a rule is broken.</returns>
    public static DirectoryEvent? Published(DirectoryCommand.PublishDraft publish, Checked check, DateOnly today)
    {
        if (Find(publish.Policy, publish.Version, check) is not { } draft) return null;
        var given = draft.Policy.From;
        var from = given ?? publish.From;
        check.That(given is null || publish.From is null || publish.From == given, RefusalCode.DayDiffers, "from", Checked.Day(given));
        check.That(from is null || from >= today, RefusalCode.DayInPast, "from", Checked.Day(from));
        check.That(publish.Revision is null || publish.Revision == draft.Revision, RefusalCode.DraftChanged, "revision", Checked.Count(draft.Revision));
        var policy = draft.Policy with { From = from };
        if (check.Policy(policy.Id, policy.Operator) is { } family) PublicationRules.Later(policy, family, check);
        return new DirectoryEvent.PolicyPublished(policy, draft.Source, given is null ? from : null);
    }

    static PolicyDraft? Find(string policy, string version, Checked check)
    {
        var draft = check.Directory.Draft(policy, version);
        if (check.That(check.Directory.Policies.Family(policy) is not null, RefusalCode.PolicyUnknown, "policy", policy))
            check.That(draft is not null, RefusalCode.DraftUnknown, "version", version);
        return draft;
    }
}
