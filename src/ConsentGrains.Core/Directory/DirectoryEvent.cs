namespace ConsentGrains.Core.Directory;

/// <summary>What happened to the directory. The names on disk are in the codec and are for ever.</summary>
public abstract record DirectoryEvent
{
    DirectoryEvent() { }

    /// <summary>`party.registered.v1`.</summary>
    public sealed record PartyRegistered(PartyEntry Party) : DirectoryEvent;

    /// <summary>`role.granted.v1`.</summary>
    public sealed record RoleGranted(string Party, RoleEntry Role) : DirectoryEvent;

    /// <summary>`role.ended.v1`.</summary>
    public sealed record RoleEnded(string Party, string Role, DateOnly Until) : DirectoryEvent;

    /// <summary>`ground.lapsed.v1`: the ground on which a party was told of customers ended by its date. One of role, entry and policy is named.</summary>
    /// <param name="Policy">A version without the schemes came into force.</param>
    /// <param name="Schemes">The joint-use schemes that went with it.</param>
    public sealed record GroundLapsed(string Party, string? Role, string? Entrustment, string? Policy, IReadOnlyList<string> Schemes, DateOnly Until) : DirectoryEvent;

    /// <summary>`purpose.registered.v1`.</summary>
    public sealed record PurposeRegistered(
        string Id, string Operator, string Policy, string Text, IReadOnlyList<string> Items, bool Marketing) : DirectoryEvent;

    /// <summary>`entrustment.recorded.v1`.</summary>
    public sealed record EntrustmentRecorded(Entrustment Entry) : DirectoryEvent;

    /// <summary>`entrustment.ended.v1`.</summary>
    public sealed record EntrustmentEnded(string Id, DateOnly Until) : DirectoryEvent;

    /// <summary>`supervision.recorded.v1`.</summary>
    public sealed record SupervisionRecorded(string Id, SupervisionEntry Entry) : DirectoryEvent;

    /// <summary>`terms.named.v1`.</summary>
    public sealed record NamedInTerms(TermsEntry Entry) : DirectoryEvent;

    /// <summary>`site.recorded.v1`.</summary>
    /// <param name="Site">Without its services: they are told by events of their own.</param>
    public sealed record SiteRecorded(Site Site) : DirectoryEvent;

    /// <summary>`site.service-described.v1`.</summary>
    public sealed record ServiceDescribed(string Site, SiteService Service) : DirectoryEvent;

    /// <summary>`desk.set.v1`.</summary>
    public sealed record DeskSet(string Policy, Requests.DeskSettings Settings) : DirectoryEvent;

    /// <summary>`policy.published.v1`. The source text is on disk; it is parsed again by the loader that comes in with the codec.</summary>
    /// <param name="Dated">`policy.published.v2`: the day of entry into force, which the file does not give.</param>
    public sealed record PolicyPublished(Policies.Policy Policy, string Source, DateOnly? Dated = null) : DirectoryEvent;

    /// <summary>`policy.drafted.v1`.</summary>
    public sealed record PolicyDrafted(Policies.Policy Policy, string Source) : DirectoryEvent;

    /// <summary>`policy.draft-withdrawn.v1`.</summary>
    public sealed record DraftWithdrawn(string Policy, string Version) : DirectoryEvent;

    /// <summary>`retention.set.v1`.</summary>
    /// <param name="Months">Null: taken back.</param>
    public sealed record RetentionSet(string Operator, string Policy, string? Collection, int? Months, string Source) : DirectoryEvent;

    /// <summary>`credential.issued.v1`.</summary>
    public sealed record CredentialIssued(
        string Id, string Party, IReadOnlyList<string> Roles, string SecretHash, string Label, DateOnly? Until) : DirectoryEvent;

    /// <summary>`credential.rotated.v1`.</summary>
    public sealed record CredentialRotated(string Id, string SecretHash, Instant? OldUntil) : DirectoryEvent;

    /// <summary>`credential.revoked.v1`.</summary>
    public sealed record CredentialRevoked(string Id) : DirectoryEvent;
}
