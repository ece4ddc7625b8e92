using System.Collections.Immutable;

namespace ConsentGrains.Core.Directory;

/// <summary>What an event makes of the directory, as of a moment.</summary>
static class DirectoryEvolution
{
    public static DirectoryState Apply(DirectoryState state, DirectoryEvent happened, Instant moment) => happened switch
    {
        DirectoryEvent.PartyRegistered e => state with { Parties = state.Parties.SetItem(e.Party.Id, e.Party) },
        DirectoryEvent.RoleGranted e => state with { Roles = RoleEvolution.Granted(state.Roles, e) },
        DirectoryEvent.RoleEnded e => state with { Roles = RoleEvolution.Ended(state.Roles, e), Ended = state.Ended.Add(new(e.Party, EndedGroundKind.Role, e.Role, e.Until)) },
        DirectoryEvent.GroundLapsed e => state with { Ended = state.Ended.Add(EndedGround.Of(e)) },
        DirectoryEvent.PurposeRegistered e => state with { Purposes = Registered(state, e, moment) },
        DirectoryEvent.EntrustmentRecorded e => EntrustmentEvolution.Recorded(state, e.Entry),
        DirectoryEvent.EntrustmentEnded e => EntrustmentEvolution.Ended(state, e.Id, e.Until),
        DirectoryEvent.SupervisionRecorded e => EntrustmentEvolution.Supervised(state, e),
        DirectoryEvent.NamedInTerms e => state with { Terms = state.Terms.Add(e.Entry) },
        DirectoryEvent.SiteRecorded e => state with { Sites = state.Sites.SetItem(e.Site.Id, e.Site with { Services = state.Sites.GetValueOrDefault(e.Site.Id)?.Services ?? [] }) },
        DirectoryEvent.ServiceDescribed e when state.Sites.TryGetValue(e.Site, out var site) => state with { Sites = state.Sites.SetItem(e.Site, site.With(e.Service)) },
        DirectoryEvent.ServiceDescribed => state,
        DirectoryEvent.DeskSet e => state with { Desks = state.Desks.SetItem(e.Policy, e.Settings) },
        DirectoryEvent.PolicyPublished e => state with { Policies = state.Policies.With(e.Policy), Drafts = state.Drafts.Remove(e.Policy.Name) },
        DirectoryEvent.PolicyDrafted e => state with { Drafts = state.Drafts.SetItem(e.Policy.Name, new(e.Policy, e.Source, state.Version, moment)) },
        DirectoryEvent.DraftWithdrawn e => state with { Drafts = state.Drafts.Remove(PolicyDraft.NameOf(e.Policy, e.Version)) },
        DirectoryEvent.RetentionSet e => state with { Retention = state.Retention.With(e, state.Version) },
        DirectoryEvent.CredentialIssued e => CredentialEvolution.Issued(state, e),
        DirectoryEvent.CredentialRotated e => CredentialEvolution.Rotated(state, e),
        DirectoryEvent.CredentialRevoked e => CredentialEvolution.Revoked(state, e),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    // Registered again, a purpose keeps its first day.
    static ImmutableDictionary<string, RegisteredPurpose> Registered(DirectoryState state, DirectoryEvent.PurposeRegistered e, Instant moment) =>
        state.Purposes.ContainsKey(e.Id)
            ? state.Purposes
            : state.Purposes.Add(e.Id, new RegisteredPurpose(e.Id, e.Operator, e.Policy, e.Text, e.Items, e.Marketing, moment));
}
