namespace ConsentGrains.Core.Directory;

/// <summary>A command to the directory: what every decision needs and belongs to no single customer.</summary>
public abstract record DirectoryCommand
{
    DirectoryCommand() { }

    /// <param name="Id">Lower-case letters, digits, hyphens; 1–64.</param>
    /// <param name="Country">ISO 3166-1 alpha-2.</param>
    public sealed record RegisterParty(string Id, string Name, string Country = "JP") : DirectoryCommand;

    /// <summary>A dated entry of a roster.</summary>
    /// <param name="Role">`retailer`, `enex-group`, `enex-partner`, `public-body`, `public-body-contractor`.</param>
    /// <param name="From">From 00:00 of this day in Japan.</param>
    /// <param name="Until">Last day; null = open.</param>
    /// <param name="Purposes">Outside them `not-needed`; null = any.</param>
    public sealed record GrantRole(
        string Party, string Role, DateOnly From, DateOnly? Until = null,
        IReadOnlyList<string>? Purposes = null, IReadOnlyList<string>? Items = null) : DirectoryCommand;

    /// <summary>Ends the open or later-ending entries of a party's role on a day.</summary>
    public sealed record EndRole(string Party, string Role, DateOnly Until) : DirectoryCommand;

    /// <summary>The registry's own: records every ground that has ended by its date and was not told of yet.</summary>
    public sealed record LapseGrounds : DirectoryCommand;

    /// <summary>Registers a purpose the policy does not state, with the text shown to customers (EMANA-2-LIM3). It never changes: new text is a new id.</summary>
    public sealed record RegisterPurpose(
        string Id, string Operator, string Policy, string Text, IReadOnlyList<string> Items, bool Marketing = true) : DirectoryCommand;

    /// <summary>An entry of the register of contractors (委託先).</summary>
    /// <param name="Id">Default: made from operator, recipient and the directory's version.</param>
    /// <param name="Operator">Who entrusts: the policy's operator, or the contractor for re-entrustment.</param>
    /// <param name="Work">Clause ids or names of work.</param>
    /// <param name="Under">The entry it stands under, with the operator's approval.</param>
    public sealed record RecordEntrustment(
        string? Id, string Operator, string Recipient, IReadOnlyList<string> Work, IReadOnlyList<string> Purposes, IReadOnlyList<string> Items,
        DateOnly From, DateOnly? Until = null, string? Under = null,
        bool Safety = false, bool Confidentiality = false, bool Reentrustment = false, bool Supervision = false,
        bool? Finding = null, IReadOnlyList<string>? TransferMethods = null) : DirectoryCommand;

    /// <summary>A look at a contractor, or a customer's request about one (EMANA-6-ENT4), with the day of the next.</summary>
    public sealed record RecordSupervision(string Id, SupervisionEntry Entry) : DirectoryCommand;

    /// <summary>Ends an entrustment on a day (the last one in force).</summary>
    public sealed record EndEntrustment(string Id, DateOnly Until) : DirectoryCommand;

    /// <summary>Names a partner in the terms of use (ELS-TEL-3-EX8).</summary>
    public sealed record NameInTerms(string Operator, string Policy, string Recipient) : DirectoryCommand;

    /// <summary>A site that transmits; whether 電気通信事業法27条の12 covers it is a setting (EDGE-45).</summary>
    /// <param name="Origins">Of its pages, as browsers write them; null = none: nobody may ask for its visitors.</param>
    public sealed record RecordSite(
        string Id, string Operator, string Policy, bool UnderArticle27_12, bool NoticeComplete, IReadOnlyList<string>? Origins = null) : DirectoryCommand;

    /// <summary>What the notice of a site says of one service, in the place of what it said before.</summary>
    public sealed record DescribeService(string Site, SiteService Service) : DirectoryCommand;

    /// <summary>The terms of an operator's desk under a policy, from now on.</summary>
    public sealed record SetDesk(string Policy, Requests.DeskSettings Settings) : DirectoryCommand;

    /// <summary>Sets how long data are kept after the contract (EMANA-13-RET1): no policy gives a period, so the operator does.</summary>
    /// <param name="Collection">Of this collection; null = of every collection of the policy that has none of its own.</param>
    /// <param name="Months">After the end of the last contract under the policy, or without one after the enrolment. Null takes it back.</param>
    /// <param name="Source">Where the period was laid down, in words.</param>
    public sealed record SetRetention(string Operator, string Policy, string? Collection, int? Months, string Source) : DirectoryCommand;

    /// <summary>Publishes a later version of a policy.</summary>
    /// <param name="Source">The policy file's text, kept so that the version can be read again.</param>
    /// <param name="Dated">The day of entry into force where the file gives none; <paramref name="Policy"/> has it too.</param>
    public sealed record PublishPolicy(Policies.Policy Policy, string Source, DateOnly? Dated = null) : DirectoryCommand;

    /// <summary>Puts down a later version that binds nobody yet, in place of a draft of the same version.</summary>
    public sealed record DraftPolicy(Policies.Policy Policy, string Source) : DirectoryCommand;

    public sealed record WithdrawDraft(string Policy, string Version) : DirectoryCommand;

    /// <summary>Makes a draft a published version.</summary>
    /// <param name="From">First day in force, not in the past; null where the draft's file gives it.</param>
    /// <param name="Revision">Of the draft that was looked at; null = whatever it is now.</param>
    public sealed record PublishDraft(string Policy, string Version, DateOnly? From, int? Revision = null) : DirectoryCommand;

    /// <summary>A credential, stored as the SHA-256 of 256 random bits.</summary>
    /// <param name="Id">Random, shown in lists.</param>
    /// <param name="Roles">`decide`, `register`, `desk`, `subscribe`, `audit`, `admin`, `metrics`.</param>
    public sealed record IssueCredential(
        string Id, string Party, IReadOnlyList<string> Roles, string SecretHash, string Label, DateOnly? Until = null) : DirectoryCommand;

    /// <summary>The new secret holds at once; the old one until <paramref name="OldUntil"/> (null = ends at once).</summary>
    public sealed record RotateCredential(string Id, string SecretHash, Instant? OldUntil) : DirectoryCommand;

    public sealed record RevokeCredential(string Id) : DirectoryCommand;
}
