using System.Collections.Immutable;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Retention;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Directory;

/// <summary>What every decision needs and belongs to no single customer. Immutable; one published version per directory event.</summary>
public sealed record DirectoryState
{
    public int Version { get; init; }

    public Instant Recorded { get; init; }

    /// <summary>Every version of every policy, compiled.</summary>
    public required PolicyBook Policies { get; init; }

    /// <summary>Standard switching periods and the calendar they are counted by; built in.</summary>
    public SwitchingTimes Switching { get; init; } = SwitchingTimes.None;

    /// <summary>Later versions that bind nobody yet, by name (`ELS-EL@2`).</summary>
    public ImmutableDictionary<string, PolicyDraft> Drafts { get; init; } = Empty<PolicyDraft>();

    public ImmutableDictionary<string, PartyEntry> Parties { get; init; } = Empty<PartyEntry>();

    /// <summary>Roster entries by party.</summary>
    public ImmutableDictionary<string, ImmutableArray<RoleEntry>> Roles { get; init; } = Empty<ImmutableArray<RoleEntry>>();

    /// <summary>Purposes that operators registered, by id.</summary>
    public ImmutableDictionary<string, RegisteredPurpose> Purposes { get; init; } = Empty<RegisteredPurpose>();

    /// <summary>The register of contractors, by entry id.</summary>
    public ImmutableDictionary<string, Entrustment> Entrustments { get; init; } = Empty<Entrustment>();

    /// <summary>Entries by recipient.</summary>
    public ImmutableDictionary<string, ImmutableArray<Entrustment>> EntrustmentsTo { get; init; } = Empty<ImmutableArray<Entrustment>>();

    /// <summary>The supervision log (委託先の監督) by entry id, oldest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<SupervisionEntry>> Supervisions { get; init; } = Empty<ImmutableArray<SupervisionEntry>>();

    /// <summary>Grounds whose end was told, so that it is told once.</summary>
    public ImmutableHashSet<EndedGround> Ended { get; init; } = [];

    /// <summary>Partners named in terms of use.</summary>
    public ImmutableHashSet<TermsEntry> Terms { get; init; } = [];

    public ImmutableDictionary<string, Site> Sites { get; init; } = Empty<Site>();

    /// <summary>What operators set for their desks, by policy.</summary>
    public ImmutableDictionary<string, DeskSettings> Desks { get; init; } = Empty<DeskSettings>();

    /// <summary>How long data are kept.</summary>
    public RetentionPeriods Retention { get; init; } = RetentionPeriods.None;

    /// <summary>Credentials by id.</summary>
    public ImmutableDictionary<string, Credential> Credentials { get; init; } = Empty<Credential>();

    /// <summary>Credential ids by the SHA-256 (lower-case hex) of a secret that is or was theirs.</summary>
    public ImmutableDictionary<string, string> CredentialsByHash { get; init; } = Empty<string>();

    /// <summary>Drafts of one policy, by their version.</summary>
    public IEnumerable<PolicyDraft> DraftsOf(string policy) => Drafts.Values.Where(d => d.Policy.Id == policy).OrderBy(d => d.Policy.Version, StringComparer.Ordinal);

    public PolicyDraft? Draft(string policy, string version) => Drafts.GetValueOrDefault(PolicyDraft.NameOf(policy, version));

    public DeskSettings DeskOf(string policy) => Desks.GetValueOrDefault(policy) ?? new DeskSettings();

    static ImmutableDictionary<string, T> Empty<T>() => ImmutableDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record PartyEntry(string Id, string Name, string Country);

public sealed record RoleEntry(
    string Role, DateOnly From, DateOnly? Until, IReadOnlyList<string>? Purposes, IReadOnlyList<string>? Items)
{
    public bool InForce(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

public sealed record RegisteredPurpose(
    string Id, string Operator, string Policy, string Text, IReadOnlyList<string> Items, bool Marketing, Instant Since);

/// <param name="Finding">Whether the contractor was found fit to handle the data (選定); null = nobody has looked, which carries no more than unfit does.</param>
/// <param name="TransferMethods">By which data are handed over; null = by any the policy allows.</param>
public sealed record Entrustment(
    string Id, string Operator, string Recipient, IReadOnlyList<string> Work, IReadOnlyList<string> Purposes, IReadOnlyList<string> Items,
    DateOnly From, DateOnly? Until, string? Under, bool Safety, bool Confidentiality, bool Reentrustment, bool Supervision,
    bool? Finding = null, IReadOnlyList<string>? TransferMethods = null)
{
    public bool InForce(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>All four clauses of the contract are there, and the contractor was found fit; an entry that lacks one of them carries no decision.</summary>
    public bool Complete => Safety && Confidentiality && Reentrustment && Supervision && Finding is true;

    /// <summary>Whether data may be handed over by this method; null = none was named.</summary>
    public bool Takes(string? method) => method is null || TransferMethods is null || TransferMethods.Contains(method);
}

/// <summary>One look at a contractor.</summary>
/// <param name="What">A word of <see cref="Words.Supervisions"/>.</param>
/// <param name="Result">A word of <see cref="Words.SupervisionResults"/>.</param>
/// <param name="Next">The day by which the next is due.</param>
public sealed record SupervisionEntry(DateOnly On, string What, string Result, DateOnly? Next, string? Note);

public readonly record struct TermsEntry(string Operator, string Policy, string Recipient);

/// <param name="Hash">SHA-256 of the secret in force.</param>
/// <param name="OldHash">The one before, good until <paramref name="OldUntil"/>.</param>
public sealed record Credential(
    string Id, string Party, IReadOnlyList<string> Roles, string Label, string Hash, string? OldHash, Instant? OldUntil,
    DateOnly? Until, bool Revoked, Instant Since);
